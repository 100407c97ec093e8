namespace Akka.Remote.Stalls;

/// <summary>
/// Notices when the thread pool does not run what it is given, because user code blocks its threads. While that lasts it calls its listeners, on a
/// thread of its own: they say by other means that this process lives. One per process, as the pool is.
/// </summary>
internal sealed class PoolWatch
{
    /// <summary>Work that waited longer than this was held up by a stall.</summary>
    public static readonly TimeSpan Threshold = TimeSpan.FromMilliseconds(500);

    /// <summary>A process whose pool is stalled for longer than this may be taken for dead: its work does not go on.</summary>
    public static readonly TimeSpan LongestStall = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly object _lock = new();
    private readonly List<Action> _listeners = [];
    private Probe? _outstanding;
    private TimeSpan? _lastStallEnd;

    private PoolWatch()
    {
    }

    public static PoolWatch Shared { get; } = new();

    private TimeSpan Now => _time.GetElapsedTime(0);

    /// <summary>How long what was given to the pool last has been waiting.</summary>
    private TimeSpan Waiting => _outstanding is { } probe ? Now - probe.Since : TimeSpan.Zero;

    /// <summary>Whether the pool is not stalled, and has not been within the time given.</summary>
    public bool IsCalm(TimeSpan since)
    {
        lock (_lock) return Waiting < Threshold && (_lastStallEnd is not { } end || Now - end > since);
    }

    /// <param name="listener">Must not block and not throw.</param>
    public void Add(Action listener)
    {
        lock (_lock)
        {
            _listeners.Add(listener);
            if (_listeners.Count == 1) new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = "akka-pool-watch" }.Start();
        }
    }

    public void Remove(Action listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener);
            Monitor.PulseAll(_lock);
        }
    }

    private void Run()
    {
        while (true)
        {
            Action[] stalled = [];
            lock (_lock)
            {
                // Whoever adds the first listener after this starts another thread.
                if (_listeners.Count == 0) return;
                if (_outstanding is null) ThreadPool.UnsafeQueueUserWorkItem(_outstanding = new Probe(this, Now), preferLocal: false);
                else if (Waiting >= Threshold && Waiting < LongestStall) stalled = [.. _listeners];
            }
            foreach (var listener in stalled) listener();
            lock (_lock)
            {
                if (_listeners.Count > 0) Monitor.Wait(_lock, Period);
            }
        }
    }

    private void Ran(Probe probe)
    {
        lock (_lock)
        {
            if (Now - probe.Since >= Threshold) _lastStallEnd = Now;
            _outstanding = null;
        }
    }

    private sealed class Probe(PoolWatch watch, TimeSpan since) : IThreadPoolWorkItem
    {
        public TimeSpan Since => since;

        public void Execute() => watch.Ran(this);
    }
}
