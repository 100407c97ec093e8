namespace Fard.Hardware.Accelerators.Pacing;

/// <summary>A pacer whose time stands still until it is moved: for tests and for simulations that need no real time.</summary>
public sealed class VirtualPacer : IPacer
{
    private readonly Lock _gate = new();
    private readonly Queue<(long Due, IPacedItem Item)> _waiting = new();
    private long _now;
    private bool _disposed;

    public long Now => Volatile.Read(ref _now);

    /// <summary>How many items wait for their time.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Queues the item; it is released by <see cref="AdvanceTo"/> only, even where its time is over.</summary>
    public void Schedule(long due, IPacedItem item)
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _waiting.Enqueue((due, item));
                return;
            }
        }

        item.Release();
    }

    /// <summary>Moves the time forward and releases on the caller's thread what falls due, each item at its own time.</summary>
    public void AdvanceTo(long time)
    {
        while (TryTake(time, out var item))
            item.Release();
        Volatile.Write(ref _now, Math.Max(_now, time));
    }

    public void Dispose()
    {
        lock (_gate)
            _disposed = true;
        while (TryTake(long.MaxValue, out var item))
            item.Release();
    }

    private bool TryTake(long until, out IPacedItem item)
    {
        lock (_gate)
        {
            if (_waiting.TryPeek(out var head) && head.Due <= until)
            {
                _waiting.Dequeue();
                if (!_disposed)
                    Volatile.Write(ref _now, Math.Max(_now, head.Due));
                item = head.Item;
                return true;
            }
        }

        item = null!;
        return false;
    }
}
