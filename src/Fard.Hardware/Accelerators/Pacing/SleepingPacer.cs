using System.Diagnostics;
using System.Runtime.Versioning;

namespace Fard.Hardware.Accelerators.Pacing;

/// <summary>Releases items from a thread of its own that sleeps in the kernel up to each item's time: precise to some ten microseconds, at no load.</summary>
[SupportedOSPlatform("linux")]
internal sealed class SleepingPacer : IPacer
{
    // An upper bound for one sleep, so that disposing never waits long.
    private const long LongestSleep = 20_000_000;

    private readonly Lock _gate = new();
    private readonly Queue<(long Due, IPacedItem Item)> _waiting = new();
    private readonly AutoResetEvent _changed = new(false);
    private readonly Thread _thread;
    private bool _disposed;

    public SleepingPacer()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "Fard pacer", Priority = ThreadPriority.Highest };
        _thread.Start();
    }

    public long Now => (long)((Int128)Stopwatch.GetTimestamp() * 1_000_000_000 / Stopwatch.Frequency);

    public void Schedule(long due, IPacedItem item)
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _waiting.Enqueue((due, item));
                if (_waiting.Count == 1)
                    _changed.Set();
                return;
            }
        }

        item.Release();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        _changed.Set();
        _thread.Join();
        _changed.Dispose();
    }

    private void Run()
    {
        ThreadTuning.WakePrecisely();
        while (true)
        {
            (long Due, IPacedItem Item) head;
            bool found;
            bool disposed;
            lock (_gate)
            {
                found = _waiting.TryPeek(out head);
                disposed = _disposed;
            }

            if (!found)
            {
                if (disposed)
                    return;
                _changed.WaitOne();
                continue;
            }

            var rest = head.Due - Now;
            if (rest > 0 && !disposed)
            {
                ThreadTuning.Sleep(Math.Min(rest, LongestSleep));
                continue;
            }

            lock (_gate)
                _waiting.Dequeue();
            head.Item.Release();
        }
    }
}
