using Fard.Actors.Jobs;

namespace Fard.Actors.Devices;

/// <summary>
/// What one FPGA has done since its board's agent started, as counters that only grow. Written where the runs are, read from any thread; nothing is allocated.
/// </summary>
/// <param name="time">The clock of its durations.</param>
public sealed class DeviceCounters(TimeProvider time)
{
    private readonly Lock _gate = new();
    private PositionCounters? _position;
    private int _underWay;
    private long _busy;
    private long _busySince;
    private long _images;
    private long _runs;
    private long _failures;
    private long _loads;
    private long _loading;

    /// <summary>Images of runs that gave results.</summary>
    public long Images => Volatile.Read(ref _images);

    /// <summary>Runs, one for each chunk, that gave results.</summary>
    public long Runs => Volatile.Read(ref _runs);

    /// <summary>Runs and loads that failed, those that were repeated among them.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Bitstreams that were loaded.</summary>
    public long Loads => Volatile.Read(ref _loads);

    /// <summary>Time that loads took.</summary>
    public TimeSpan Loading => time.GetElapsedTime(0, Volatile.Read(ref _loading));

    /// <summary>Time in which at least one run was under way, up to now.</summary>
    public TimeSpan Busy
    {
        get
        {
            lock (_gate) return time.GetElapsedTime(0, _underWay > 0 ? _busy + time.GetTimestamp() - _busySince : _busy);
        }
    }

    /// <summary>Chunks that wait in the input queues of the position that computes on it.</summary>
    public int QueuedChunks => Volatile.Read(ref _position)?.QueuedChunks ?? 0;

    /// <summary>A run begins.</summary>
    internal void RunBegan()
    {
        lock (_gate)
        {
            if (_underWay++ == 0) _busySince = time.GetTimestamp();
        }
    }

    /// <summary>A run has ended.</summary>
    /// <param name="images">Its images; 0: it gave no result.</param>
    internal void RunEnded(int images)
    {
        lock (_gate)
        {
            if (--_underWay == 0) _busy += time.GetTimestamp() - _busySince;
            if (images == 0) return;
            _runs++;
            _images += images;
        }
    }

    /// <summary>A run or a load has failed.</summary>
    internal void Failed() => Interlocked.Increment(ref _failures);

    /// <summary>A load that began at <paramref name="began"/>, a time stamp of the clock, has ended.</summary>
    internal void LoadEnded(long began, bool loaded)
    {
        Interlocked.Add(ref _loading, time.GetTimestamp() - began);
        if (loaded) Interlocked.Increment(ref _loads);
    }

    /// <summary>The position computes on it from now on.</summary>
    internal void Enter(PositionCounters position) => Volatile.Write(ref _position, position);

    /// <summary>The position does not any more.</summary>
    internal void Leave(PositionCounters position) => Interlocked.CompareExchange(ref _position, null, position);
}
