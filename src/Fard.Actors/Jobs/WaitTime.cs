namespace Fard.Actors.Jobs;

/// <summary>The time that one task spends waiting for one thing: the clock is read when a wait begins and when it ends, and by who asks.</summary>
internal sealed class WaitTime(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _total;
    private long _since;
    private bool _waits;

    /// <summary>All of it so far, the present wait included.</summary>
    public TimeSpan Total
    {
        get
        {
            lock (_gate) return time.GetElapsedTime(0, _waits ? _total + time.GetTimestamp() - _since : _total);
        }
    }

    public void Begin()
    {
        lock (_gate) (_since, _waits) = (time.GetTimestamp(), true);
    }

    /// <summary>Ends a wait; without one that has begun it does nothing.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (!_waits) return;
            _total += time.GetTimestamp() - _since;
            _waits = false;
        }
    }
}
