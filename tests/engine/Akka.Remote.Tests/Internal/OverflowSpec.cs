using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Event;

namespace Akka.Remote.Tests.Internal;

/// <summary>What the limits of remoting drop, and how it shows.</summary>
public sealed class OverflowSpec : RemoteSpec
{
    [Fact]
    public async Task Messages_beyond_the_queue_become_dead_letters()
    {
        using var mute = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        mute.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        mute.Listen();
        var system = Start("a");
        var provider = (RemoteActorRefProvider)((ExtendedActorSystem)system).Provider;
        provider.Remoting.QueueLimit = 3;
        var probe = new Probe(system);
        system.EventStream.Subscribe(probe.Ref, typeof(DeadLetter));
        var target = provider.ResolveActorRef($"akka.tcp://b@127.0.0.1:{((IPEndPoint)mute.LocalEndPoint!).Port}/user/x");

        using var metric = new DropListener();
        foreach (var number in Enumerable.Range(0, 5)) target.Tell(number);

        (await probe.Fish<DeadLetter>()).Message.ShouldBe(3);
        (await probe.Fish<DeadLetter>()).Message.ShouldBe(4);
        metric.Count(target.Path.Address, "overflow").ShouldBe(2);
    }

    [Fact]
    public async Task A_message_beyond_the_frame_size_is_logged_as_an_error_and_counted_and_the_association_stays()
    {
        const string Logged = "akka.loglevel = ERROR";
        var (a, b) = (Start("a", Logged), Start("b"));
        var sink = new Probe(b, "sink");
        var remote = await Resolve(a, b, "/user/sink");
        var probe = new Probe(a);
        a.EventStream.Subscribe(probe.Ref, typeof(Error));
        a.EventStream.Subscribe(probe.Ref, typeof(AssociationEvent));
        using var metric = new DropListener();

        remote.Tell(new string('x', 200_000));
        remote.Tell("small");

        (await sink.Expect<string>()).ShouldBe("small");
        (await probe.Expect<Error>()).Message.ToString()!.ShouldContain("maximum-frame-size is 128000");
        metric.Count(AddressOf(b), "too-large").ShouldBe(1);
        await probe.ExpectNothing();
    }

    [Fact]
    public async Task A_message_that_cannot_be_serialized_is_logged_as_an_error_and_counted()
    {
        var (a, b) = (Start("a", "akka.loglevel = ERROR"), Start("b"));
        var sink = new Probe(b, "sink");
        var remote = await Resolve(a, b, "/user/sink");
        var probe = new Probe(a);
        a.EventStream.Subscribe(probe.Ref, typeof(Error));
        using var metric = new DropListener();

        remote.Tell(new NotAllowed());
        remote.Tell("good");

        (await sink.Expect<string>()).ShouldBe("good");
        (await probe.Expect<Error>()).Message.ToString()!.ShouldContain(nameof(NotAllowed));
        metric.Count(AddressOf(b), "not-serializable").ShouldBe(1);
    }

    private sealed record NotAllowed;

    private sealed class DropListener : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<(string? Remote, string? Reason)> _drops = new();

        public DropListener()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == RemoteMetrics.MeterName) listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => _drops.Enqueue((tags[0].Value as string, tags[1].Value as string)));
            _listener.Start();
        }

        public int Count(Address remote, string reason) => _drops.Count(d => d.Remote == remote.ToString() && d.Reason == reason);

        public void Dispose() => _listener.Dispose();
    }
}
