using Akka.Actor;
using static Akka.Remote.Transport.FailureInjectorTransportAdapter;

namespace Akka.Remote.Tests.Transport;

public sealed class FailureInjectorSpec : RemoteSpec
{
    private const string Applied = """
        akka.remote.dot-netty.tcp.applied-adapters = ["gremlin"]
        akka.remote.resend-interval = 100ms
        """;

    [Fact]
    public async Task Loses_everything_at_probability_one_and_nothing_when_told_to_pass()
    {
        var (a, b) = (Start("a", Applied), Start("b", Applied));
        StartEcho(b, "echo");
        var echo = await Resolve(a, b, "/user/echo");
        var probe = new Probe(a);

        await Command(a, new One(AddressOf(b), new Drop(1, 1)));
        echo.Tell("lost", probe.Ref);
        await probe.ExpectNothing();

        await Command(a, new One(AddressOf(b), PassThru.Instance));
        echo.Tell("found", probe.Ref);
        (await probe.Expect<string>()).ShouldBe("found");
    }

    [Fact]
    public async Task Lost_frames_leave_messages_in_order_and_at_most_once()
    {
        const int Count = 500;
        var (a, b) = (Start("a", Applied), Start("b", Applied));
        var probe = new Probe(b, "sink");
        var sink = await Resolve(a, b, "/user/sink");

        await Command(a, new One(AddressOf(b), new Drop(0.5, 0)));
        for (var i = 0; i < Count; i++) sink.Tell(i);
        // One of these gets through.
        for (var i = 0; i < 100; i++) sink.Tell("end");

        var received = new List<int>();
        while (await probe.Fish<object>() is int number) received.Add(number);
        received.ShouldBe(received.Order().Distinct());
        received.Count.ShouldBeLessThan(Count);
    }

    [Fact]
    public async Task Death_watch_survives_lost_frames()
    {
        var (a, b) = (Start("a", Applied), Start("b", Applied));
        var subjects = Enumerable.Range(0, 20).Select(i => StartEcho(b, $"s{i}")).ToList();
        var probe = new Probe(a);
        foreach (var subject in subjects) probe.Watch(await Resolve(a, b, $"/user/{subject.Path.Name}"));
        await Command(a, new One(AddressOf(b), new Drop(0.3, 0.3)));

        foreach (var subject in subjects) b.Stop(subject);

        foreach (var _ in subjects) (await probe.Expect<Terminated>()).AddressTerminated.ShouldBeFalse();
    }
}
