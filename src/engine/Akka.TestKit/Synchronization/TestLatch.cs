namespace Akka.TestKit;

/// <summary>A gate that opens once it was counted down often enough, or opened outright.</summary>
public class TestLatch
{
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);
    private readonly Func<TimeSpan, TimeSpan> _dilate;
    private readonly TimeSpan _defaultTimeout;
    private readonly int _count;
    private TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left;

    public TestLatch()
        : this(1)
    {
    }

    public TestLatch(int count)
        : this(count, DefaultTimeout)
    {
    }

    public TestLatch(int count, TimeSpan defaultTimeout)
        : this(duration => duration, defaultTimeout, count)
    {
    }

    protected TestLatch(Func<TimeSpan, TimeSpan> dilate, TimeSpan defaultTimeout, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _dilate = dilate;
        _defaultTimeout = defaultTimeout;
        _count = count;
        Reset();
    }

    public bool IsOpen => _opened.Task.IsCompleted;

    public void CountDown()
    {
        if (Interlocked.Decrement(ref _left) <= 0)
            Open();
    }

    public void Open() => _opened.TrySetResult();

    /// <summary>Closes the latch again, for as many counts as it was made with.</summary>
    public void Reset()
    {
        _left = _count;
        _opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_count == 0)
            Open();
    }

    public void Ready() => Ready(_defaultTimeout);

    /// <summary>Waits until the latch is open.</summary>
    /// <exception cref="ArgumentException"><paramref name="timeout"/> is infinite or negative.</exception>
    /// <exception cref="TimeoutException">It did not open in time.</exception>
    public void Ready(TimeSpan timeout)
    {
        if (timeout < TimeSpan.Zero)
            throw new ArgumentException("A latch waits for a finite time of at least 0.", nameof(timeout));
        var limit = _dilate(timeout);
        if (!_opened.Task.Wait(limit))
            throw new TimeoutException($"The latch did not open within {limit}: {_left} of {_count} counts are left.");
    }
}
