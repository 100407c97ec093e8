using Fard.Actors.Devices;

namespace Fard.Actors.Jobs;

/// <summary>
/// What one replica of one position has done in one attempt of its job. Its pump writes: a plain number for each chunk, the clock only where it really waits.
/// Anybody may read at any time; nothing is allocated.
/// </summary>
public sealed class PositionCounters
{
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private DeviceCounters? _device;
    private TimeSpan _before;
    private TimeSpan _computed;
    private DateTimeOffset? _lastComputed;
    private Func<int>? _queued;
    private long _first;
    private long _forwarded;

    /// <param name="time">The clock of its times.</param>
    public PositionCounters(TimeProvider time)
    {
        _time = time;
        Starving = new WaitTime(time);
        Blocking = new WaitTime(time);
    }

    /// <summary>Chunks of its share that it has forwarded, those of earlier attempts included.</summary>
    public long ChunksForwarded => Volatile.Read(ref _forwarded);

    /// <summary>Chunks that it has forwarded in this attempt.</summary>
    public long ChunksOfAttempt => ChunksForwarded - Volatile.Read(ref _first);

    /// <summary>Time in which its device computed for it.</summary>
    public TimeSpan Computing
    {
        get
        {
            lock (_gate) return _device is null ? _computed : _device.Busy - _before;
        }
    }

    /// <summary>Time that it waited for chunks from the position before; runs may be under way meanwhile.</summary>
    public TimeSpan Starved => Starving.Total;

    /// <summary>Time that it waited for credit from the position after, or for room in the connection to it.</summary>
    public TimeSpan Blocked => Blocking.Total;

    /// <summary>Chunks that wait in its input queues.</summary>
    public int QueuedChunks => Volatile.Read(ref _queued)?.Invoke() ?? 0;

    /// <summary>When the last chunk of its share was computed; null: it has not been.</summary>
    public DateTimeOffset? LastComputed
    {
        get
        {
            lock (_gate) return _lastComputed;
        }
    }

    internal WaitTime Starving { get; }

    internal WaitTime Blocking { get; }

    /// <summary>How many chunks wait can be asked from now on.</summary>
    internal void WatchQueues(Func<int> queued) => Volatile.Write(ref _queued, queued);

    /// <summary>It has the device, whose time counts as its own until <see cref="Computed"/> or <see cref="Left"/>.</summary>
    internal void Begin(DeviceCounters device)
    {
        lock (_gate)
        {
            _device = device;
            _before = device.Busy;
        }

        device.Enter(this);
    }

    /// <summary>So many chunks of its share were forwarded in earlier attempts.</summary>
    internal void StartsAt(long chunks)
    {
        Volatile.Write(ref _forwarded, chunks);
        Volatile.Write(ref _first, chunks);
    }

    /// <summary>So many chunks of its share are forwarded.</summary>
    internal void Forwarded(long chunks) => Volatile.Write(ref _forwarded, chunks);

    /// <summary>The last chunk is computed.</summary>
    internal void Computed()
    {
        lock (_gate) _lastComputed = _time.GetUtcNow();
        Left();
    }

    /// <summary>The attempt is over.</summary>
    internal void Stopped()
    {
        Volatile.Write(ref _queued, null);
        Starving.End();
        Blocking.End();
        Left();
    }

    /// <summary>It needs the device no more.</summary>
    internal void Left()
    {
        DeviceCounters? device;
        lock (_gate)
        {
            device = _device;
            if (device is null) return;
            _computed = device.Busy - _before;
            _device = null;
        }

        device.Leave(this);
    }
}
