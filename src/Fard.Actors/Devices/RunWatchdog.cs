namespace Fard.Actors.Devices;

/// <summary>Notices that a device hangs: runs are under way and none has ended for longer than the longest may take. One timer serves all runs.</summary>
internal sealed class RunWatchdog : IDisposable
{
    private readonly TimeProvider _time;
    private readonly Action<TimeSpan> _hung;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private TimeSpan _limit;
    private long _since;
    private int _underWay;
    private bool _armed;

    /// <param name="hung">Called with the time that passed when it did not end; again after as long, should no run end then.</param>
    public RunWatchdog(TimeProvider time, Action<TimeSpan> hung)
    {
        _time = time;
        _hung = hung;
        _timer = time.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A run is started that may take <paramref name="limit"/> once it is the oldest.</summary>
    public void Enter(TimeSpan limit)
    {
        lock (_gate)
        {
            if (_underWay++ == 0)
            {
                _since = _time.GetTimestamp();
                _limit = limit;
            }

            if (limit > _limit) _limit = limit;
            if (!_armed) Arm(_limit);
        }
    }

    /// <summary>A run has ended.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            _underWay--;
            _since = _time.GetTimestamp();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void OnTimer()
    {
        TimeSpan passed;
        lock (_gate)
        {
            _armed = false;
            if (_underWay == 0) return;
            passed = _time.GetElapsedTime(_since);
            Arm(passed < _limit ? _limit - passed : _limit);
            if (passed < _limit) return;
        }

        _hung(passed);
    }

    private void Arm(TimeSpan after)
    {
        _armed = true;
        _timer.Change(after, Timeout.InfiniteTimeSpan);
    }
}
