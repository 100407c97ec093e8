namespace Fard.Hardware.Accelerators.Pacing;

/// <summary>Releases items from timers of a <see cref="TimeProvider"/>, up to a millisecond late.</summary>
internal sealed class TimerPacer : IPacer
{
    private readonly Lock _gate = new();
    private readonly Queue<(long Due, IPacedItem Item)> _waiting = new();
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer _timer;
    private bool _releasing;
    private bool _disposed;

    public TimerPacer(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(static pacer => ((TimerPacer)pacer!).ReleaseDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public long Now => _time.GetElapsedTime(_start).Ticks * 100;

    public void Schedule(long due, IPacedItem item)
    {
        lock (_gate)
            _waiting.Enqueue((due, item));
        ReleaseDue();
    }

    public void Dispose()
    {
        lock (_gate)
            _disposed = true;
        _timer.Dispose();
        ReleaseDue();
    }

    // One caller at a time releases, so that the order holds; it also takes what became due meanwhile.
    private void ReleaseDue()
    {
        lock (_gate)
        {
            if (_releasing)
                return;
            _releasing = true;
        }

        while (TryTake(out var item))
            item.Release();
    }

    private bool TryTake(out IPacedItem item)
    {
        lock (_gate)
        {
            if (_waiting.TryPeek(out var head))
            {
                item = head.Item;
                var rest = head.Due - Now;
                if (_disposed || rest <= 0)
                {
                    _waiting.Dequeue();
                    return true;
                }

                // Rounded up to the milliseconds that the system's timers have: one that fires early would have to be set again.
                _timer.Change(TimeSpan.FromMilliseconds((rest + 999_999) / 1_000_000), Timeout.InfiniteTimeSpan);
            }

            item = null!;
            _releasing = false;
            return false;
        }
    }
}
