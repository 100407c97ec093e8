using Akka.Actor;

namespace Akka.Remote.Tests;

public sealed class AssociationSpec : RemoteSpec
{
    [Fact]
    public async Task Tells_when_systems_associate_and_disassociate()
    {
        var (a, b) = (Start("a"), Start("b"));
        StartEcho(b, "echo");
        var probe = new Probe(a);
        a.EventStream.Subscribe(probe.Ref, typeof(RemotingLifecycleEvent));

        await Resolve(a, b, "/user/echo");
        (await probe.Fish<AssociatedEvent>()).RemoteAddress.ShouldBe(AddressOf(b));

        await b.Terminate().WaitAsync(Patience);
        (await probe.Fish<AssociationEvent>(e => e is DisassociatedEvent or AssociationErrorEvent)).RemoteAddress.ShouldBe(AddressOf(b));
    }

    [Fact]
    public async Task A_system_that_terminates_disassociates_without_an_error()
    {
        var (a, b) = (Start("a"), Start("b"));
        StartEcho(b, "echo");
        await Resolve(a, b, "/user/echo");
        var probe = new Probe(a);
        a.EventStream.Subscribe(probe.Ref, typeof(AssociationEvent));

        await b.Terminate().WaitAsync(Patience);

        await probe.Expect<DisassociatedEvent>();
    }

    [Fact]
    public async Task Does_not_associate_with_a_system_of_another_name()
    {
        var (a, b) = (Start("a"), Start("b"));
        StartEcho(b, "echo");
        var wrong = AddressOf(b).WithSystem("other");

        await Should.ThrowAsync<ActorNotFoundException>(() => a.ActorSelection($"{wrong}/user/echo").ResolveOne(TimeSpan.FromMilliseconds(500)));
    }

    [Fact]
    public async Task Flushes_what_was_sent_before_the_system_terminates()
    {
        const int Count = 5_000;
        var (a, b) = (Start("a"), Start("b"));
        var probe = new Probe(b, "sink");
        var sink = await Resolve(a, b, "/user/sink");

        for (var i = 0; i < Count; i++) sink.Tell(i);
        await a.Terminate().WaitAsync(Patience);

        for (var i = 0; i < Count; i++) (await probe.Expect<int>()).ShouldBe(i);
    }
}
