using Akka.Actor;
using static Akka.Remote.Transport.FailureInjectorTransportAdapter;

namespace Akka.Remote.Transport;

/// <summary>The faults that connections with one other system suffer.</summary>
internal sealed class PeerFaults(TransportFaults all, TimeProvider time)
{
    /// <summary>A waiting sender looks so often whether it has been released by another command.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(50);

    private readonly ThrottleGate _send = new();
    private readonly ThrottleGate _receive = new();

    /// <summary>The gremlin's mode for this system alone; null: the one for all.</summary>
    public IGremlinMode? Gremlin { get; set; }

    private Drop? Drop => (Gremlin ?? all.Gremlin) as Drop;

    public void Throttle(ThrottleTransportAdapter.Direction direction, ThrottleMode mode)
    {
        if (direction != ThrottleTransportAdapter.Direction.Receive) _send.Mode = mode;
        if (direction != ThrottleTransportAdapter.Direction.Send) _receive.Mode = mode;
    }

    /// <summary>Waits until so many bytes may be sent; false: they are lost.</summary>
    public ValueTask<bool> SendsAsync(int bytes) => Loses(Drop?.OutboundDropP) ? new(false) : PassAsync(_send, bytes);

    /// <summary>Waits until so many bytes may arrive; false: they are lost.</summary>
    public ValueTask<bool> ReceivesAsync(int bytes) => Loses(Drop?.InboundDropP) ? new(false) : PassAsync(_receive, bytes);

    /// <summary>Whether a small answer is lost on its way out. It waits for nobody.</summary>
    public bool LosesAnswer => Loses(Drop?.OutboundDropP) || _send.Mode is Blackhole;

    /// <exception cref="FailureInjectorException">The gremlin wants the attempt to fail.</exception>
    public void Associate(Address remote)
    {
        if (Loses(Drop?.InboundDropP) || Loses(Drop?.OutboundDropP)) throw new FailureInjectorException($"Simulated failure of association to {remote}");
    }

    private static bool Loses(double? probability) => probability is { } p && Random.Shared.NextDouble() < p;

    private async ValueTask<bool> PassAsync(ThrottleGate gate, int bytes)
    {
        while (true)
        {
            if (gate.Mode is Blackhole) return false;
            if (gate.TryPass(bytes, Nanos, out var wait)) return true;
            await Task.Delay(wait < LongestWait ? wait + TimeSpan.FromMilliseconds(1) : LongestWait, time).ConfigureAwait(false);
        }
    }

    private long Nanos => time.GetElapsedTime(0).Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>One direction.</summary>
    private sealed class ThrottleGate
    {
        private readonly Lock _lock = new();
        private ThrottleMode _mode = Unthrottled.Instance;

        public ThrottleMode Mode
        {
            get
            {
                lock (_lock) return _mode;
            }
            set
            {
                lock (_lock) _mode = value;
            }
        }

        public bool TryPass(int bytes, long nanos, out TimeSpan wait)
        {
            lock (_lock)
            {
                (_mode, var passes) = _mode.TryConsumeTokens(nanos, bytes);
                wait = passes ? TimeSpan.Zero : _mode.TimeToAvailable(nanos, bytes);
                return passes;
            }
        }
    }
}
