using Akka.Actor;

namespace Akka.Remote.Tests;

public sealed class RemoteDeathWatchSpec : RemoteSpec
{
    [Fact]
    public async Task Tells_the_watcher_when_the_remote_actor_stops()
    {
        var (a, b) = (Start("a"), Start("b"));
        var subject = StartEcho(b, "subject");
        var remote = await Resolve(a, b, "/user/subject");
        var probe = new Probe(a);
        probe.Watch(remote);
        // The watch is on its way before the question: both take the same connection.
        await remote.Ask<string>("there?", Patience);

        b.Stop(subject);

        var terminated = await probe.Expect<Terminated>();
        terminated.ActorRef.ShouldBe(remote);
        terminated.AddressTerminated.ShouldBeFalse();
    }

    [Fact]
    public async Task Tells_the_watcher_of_an_actor_that_was_dead_already()
    {
        var (a, b) = (Start("a"), Start("b"));
        var subject = StartEcho(b, "subject");
        var remote = await Resolve(a, b, "/user/subject");
        await subject.GracefulStop(Patience);
        var probe = new Probe(a);

        probe.Watch(remote);

        (await probe.Expect<Terminated>()).ActorRef.ShouldBe(remote);
    }

    [Fact]
    public async Task Tells_the_watcher_when_the_other_system_terminates()
    {
        var (a, b) = (Start("a"), Start("b"));
        StartEcho(b, "subject");
        var remote = await Resolve(a, b, "/user/subject");
        var probe = new Probe(a);
        probe.Watch(remote);
        await remote.Ask<string>("there?", Patience);

        await b.Terminate().WaitAsync(Patience);

        (await probe.Expect<Terminated>()).ActorRef.ShouldBe(remote);
    }

    [Fact]
    public async Task Takes_the_actors_of_a_system_that_never_answers_for_terminated()
    {
        var a = Start("a");
        var silent = ((ExtendedActorSystem)a).Provider.ResolveActorRef("akka.tcp://b@127.0.0.1:1/user/nobody");
        var probe = new Probe(a);

        probe.Watch(silent);

        var terminated = await probe.Expect<Terminated>();
        terminated.ActorRef.ShouldBe(silent);
        terminated.AddressTerminated.ShouldBeTrue();
    }
}
