namespace Akka.TestKit.Internal;

/// <summary>
/// How a test waits: holding its thread, or giving it back. Every expectation is written once, as an async method, which
/// completes before it returns when it waits by holding the thread.
/// </summary>
internal sealed class Waiting
{
    internal static readonly Waiting Blocking = new(true);
    internal static readonly Waiting Async = new(false);

    private readonly bool _blocking;

    private Waiting(bool blocking) => _blocking = blocking;

    internal async Task<bool> For(SemaphoreSlim semaphore, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var limit = Limit(timeout);
        return _blocking ? semaphore.Wait(limit, cancellationToken) : await semaphore.WaitAsync(limit, cancellationToken);
    }

    internal async Task Pause(TimeSpan time, CancellationToken cancellationToken)
    {
        if (!_blocking)
        {
            await Task.Delay(Limit(time), TimeProvider.System, cancellationToken);
            return;
        }

        cancellationToken.WaitHandle.WaitOne(Limit(time));
        cancellationToken.ThrowIfCancellationRequested();
    }

    internal async Task For(Task task, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (_blocking)
            task.WaitAsync(Limit(timeout), TimeProvider.System, cancellationToken).GetAwaiter().GetResult();
        else
            await task.WaitAsync(Limit(timeout), TimeProvider.System, cancellationToken);
    }

    /// <summary>Negative times are none, except the infinite one.</summary>
    private static TimeSpan Limit(TimeSpan timeout)
    {
        if (timeout == Timeout.InfiniteTimeSpan || timeout.TotalMilliseconds > int.MaxValue)
            return Timeout.InfiniteTimeSpan;
        return timeout < TimeSpan.Zero ? TimeSpan.Zero : timeout;
    }
}
