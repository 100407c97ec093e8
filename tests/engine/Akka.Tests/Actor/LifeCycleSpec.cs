using Akka.Actor;

namespace Akka.Tests.Actor;

public sealed class LifeCycleSpec : ActorSpec
{
    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }

    [Fact]
    public async Task Answers_what_it_is_asked()
    {
        var echo = Sys.ActorOf<Echo>("echo");
        (await echo.Ask<string>("hello", Patience)).ShouldBe("hello");
        echo.Path.ToString().ShouldBe("akka://spec/user/echo");
    }

    [Fact]
    public async Task Watcher_learns_of_a_stop()
    {
        var probe = new Probe(Sys);
        var echo = Sys.ActorOf<Echo>();
        probe.Watch(echo);
        Sys.Stop(echo);
        (await probe.Expect<Terminated>()).ActorRef.ShouldBe(echo);
    }
}
