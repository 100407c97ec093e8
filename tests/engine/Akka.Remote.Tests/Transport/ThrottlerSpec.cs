using Akka.Actor;
using Akka.Remote.Transport;
using static Akka.Remote.Transport.ThrottleTransportAdapter;

namespace Akka.Remote.Tests.Transport;

public sealed class ThrottlerSpec : RemoteSpec
{
    private const string Applied = """
        akka.remote.dot-netty.tcp.applied-adapters = ["trttl"]
        akka.remote.resend-interval = 100ms
        """;

    [Fact]
    public void Shows_in_the_address()
    {
        AddressOf(Start("a", Applied)).Protocol.ShouldBe("akka.trttl.tcp");
        AddressOf(Start("b", """akka.remote.dot-netty.tcp.applied-adapters = ["trttl", "gremlin"]""")).Protocol.ShouldBe("akka.trttl.gremlin.tcp");
    }

    [Theory]
    [InlineData(Direction.Send)]
    [InlineData(Direction.Both)]
    public async Task A_black_hole_swallows_what_is_sent_into_it(Direction direction)
    {
        var (a, b, echo) = await Pair();
        await Command(a, new SetThrottle(AddressOf(b), direction, Blackhole.Instance));
        await Lost(a, echo);

        await Command(a, new SetThrottle(AddressOf(b), direction, Unthrottled.Instance));
        (await echo.Ask<string>("there?", Patience)).ShouldBe("there?");
    }

    [Fact]
    public async Task A_black_hole_swallows_what_comes_out_of_it_but_not_what_goes_in()
    {
        var (a, b, _) = await Pair();
        var onB = new Probe(b, "sink");
        var onA = new Probe(a, "source");
        var (sink, source) = (await Resolve(a, b, "/user/sink"), await Resolve(b, a, "/user/source"));
        await Command(a, new SetThrottle(AddressOf(b), Direction.Receive, Blackhole.Instance));

        sink.Tell("out");
        (await onB.Expect<string>()).ShouldBe("out");
        source.Tell("in");
        await onA.ExpectNothing();

        await Command(a, new SetThrottle(AddressOf(b), Direction.Receive, Unthrottled.Instance));
        source.Tell("in again");
        (await onA.Expect<string>()).ShouldBe("in again");
    }

    [Fact]
    public async Task Leaves_other_systems_alone()
    {
        var (a, b, echo) = await Pair();
        var c = Start("c", Applied);
        StartEcho(c, "echo");
        await Command(a, new SetThrottle(AddressOf(b), Direction.Both, Blackhole.Instance));

        (await (await Resolve(a, c, "/user/echo")).Ask<string>("there?", Patience)).ShouldBe("there?");
        await Lost(a, echo);
    }

    [Theory]
    [InlineData(Direction.Send)]
    [InlineData(Direction.Receive)]
    public async Task A_token_bucket_holds_back_what_it_has_no_tokens_for_and_loses_nothing(Direction direction)
    {
        var (a, b, _) = await Pair();
        var probe = new Probe(b, "sink");
        var sink = await Resolve(a, b, "/user/sink");
        var (commanded, other) = direction == Direction.Send ? (a, b) : (b, a);
        await Command(commanded, new SetThrottle(AddressOf(other), direction, new TokenBucket(1, 0.001, 0, 1)));

        for (var i = 0; i < 100; i++) sink.Tell(i);
        (await probe.Expect<int>()).ShouldBe(0);
        await probe.ExpectNothing();

        await Command(commanded, new SetThrottle(AddressOf(other), direction, new TokenBucket(10_000, 1e9, 0, 10_000)));
        for (var i = 1; i < 100; i++) (await probe.Expect<int>()).ShouldBe(i);
    }

    [Fact]
    public async Task Death_watch_survives_a_black_hole()
    {
        var (a, b, echo) = await Pair();
        var subject = StartEcho(b, "subject");
        var probe = new Probe(a);
        probe.Watch(await Resolve(a, b, "/user/subject"));
        await echo.Ask<string>("the watch has passed", Patience);
        await Command(b, new SetThrottle(AddressOf(a), Direction.Both, Blackhole.Instance));

        await subject.GracefulStop(Patience);
        await probe.ExpectNothing();
        await Command(b, new SetThrottle(AddressOf(a), Direction.Both, Unthrottled.Instance));

        (await probe.Expect<Terminated>()).AddressTerminated.ShouldBeFalse();
    }

    [Fact]
    public async Task Disassociates_by_command_and_associates_again()
    {
        var (a, b, _) = await Pair();
        await Resolve(b, a, "/user");
        var (onA, onB) = (new Probe(a), new Probe(b));
        a.EventStream.Subscribe(onA.Ref, typeof(AssociationEvent));
        b.EventStream.Subscribe(onB.Ref, typeof(AssociationEvent));

        await Command(a, new ForceDisassociate(AddressOf(b)));

        await onA.Fish<AssociationEvent>(e => e is DisassociatedEvent or AssociationErrorEvent);
        await onB.Fish<AssociationEvent>(e => e is DisassociatedEvent or AssociationErrorEvent);
        await Eventually(() => a.ActorSelection(PathOf(b, "/user/echo")).Ask<string>("there?", TimeSpan.FromMilliseconds(200)));
    }

    [Fact]
    public async Task Plays_a_quarantine_by_the_other_system()
    {
        var (a, b, _) = await Pair();
        var probe = new Probe(a);
        a.EventStream.Subscribe(probe.Ref, typeof(ThisActorSystemQuarantinedEvent));

        await Command(a, new ForceDisassociateExplicitly(AddressOf(b), DisassociateInfo.Quarantined));

        (await probe.Expect<ThisActorSystemQuarantinedEvent>()).RemoteAddress.ShouldBe(AddressOf(b));
    }

    [Fact]
    public async Task A_command_to_a_transport_without_the_adapter_changes_nothing()
    {
        var (a, b) = (Start("a"), Start("b"));
        StartEcho(b, "echo");
        var echo = await Resolve(a, b, "/user/echo");

        await Command(a, new SetThrottle(AddressOf(b), Direction.Both, Blackhole.Instance));

        (await echo.Ask<string>("there?", Patience)).ShouldBe("there?");
    }

    private async Task<(ActorSystem A, ActorSystem B, IActorRef Echo)> Pair()
    {
        var (a, b) = (Start("a", Applied), Start("b", Applied));
        StartEcho(b, "echo");
        return (a, b, await Resolve(a, b, "/user/echo"));
    }

    private static async Task Lost(ActorSystem from, IActorRef echo)
    {
        var probe = new Probe(from);
        echo.Tell("lost", probe.Ref);
        await probe.ExpectNothing();
    }
}
