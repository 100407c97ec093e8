namespace Akka.TestKit;

/// <summary>Holds threads until as many as it was made for have come; then it is ready for the next round.</summary>
public class TestBarrier
{
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);
    private readonly TestKitBase _testKit;
    private readonly TimeSpan _defaultTimeout;
    private readonly int _count;
    private readonly Lock _lock = new();
    private TaskCompletionSource _round = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    public TestBarrier(TestKitBase testKit, int count, TimeSpan? defaultTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _testKit = testKit;
        _count = count;
        _defaultTimeout = defaultTimeout ?? testKit.TestKitSettings.DefaultTimeout;
    }

    public void Await() => Await(_defaultTimeout);

    /// <exception cref="TimeoutException">The others did not come in time.</exception>
    public void Await(TimeSpan timeout)
    {
        var limit = _testKit.Dilated(timeout);
        if (!Arrive().Wait(limit))
            throw new TimeoutException($"Not all {_count} threads came to the barrier within {limit}.");
    }

    public void Reset()
    {
        lock (_lock)
        {
            _waiting = 0;
            _round = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private Task Arrive()
    {
        lock (_lock)
        {
            var round = _round;
            if (++_waiting == _count)
            {
                Reset();
                round.SetResult();
            }

            return round.Task;
        }
    }
}
