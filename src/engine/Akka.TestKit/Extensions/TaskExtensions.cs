namespace Akka.TestKit.Extensions;

/// <summary>Bounds on how long a test waits for a task.</summary>
public static class TaskExtensions
{
    /// <summary>Whether the task completes in time; rethrows what it failed with.</summary>
    public static async Task<bool> AwaitWithTimeout(this Task parentTask, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var limit = Task.Delay(timeout, TimeProvider.System, stop.Token);
        if (await Task.WhenAny(parentTask, limit) == limit)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }

        await stop.CancelAsync();
        await parentTask;
        return true;
    }

    /// <exception cref="TimeoutException">The task did not complete in time.</exception>
    public static async Task<T> WithTimeout<T>(this Task<T> parentTask, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (!await parentTask.AwaitWithTimeout(timeout, cancellationToken))
            throw new TimeoutException($"The task did not complete within {timeout}.");
        return await parentTask;
    }

    /// <exception cref="TimeoutException">The task did not complete in time.</exception>
    public static async Task ShouldCompleteWithin(this Task task, TimeSpan timeout, string because = "", params object[] becauseArgs)
    {
        if (!await task.AwaitWithTimeout(timeout))
            throw new TimeoutException(Text($"The task did not complete within {timeout}", because, becauseArgs));
    }

    /// <exception cref="TimeoutException">The task did not complete in time.</exception>
    public static async Task<T> ShouldCompleteWithin<T>(this Task<T> task, TimeSpan timeout, string because = "", params object[] becauseArgs)
    {
        await ((Task)task).ShouldCompleteWithin(timeout, because, becauseArgs);
        return await task;
    }

    private static string Text(string failure, string because, object[] args) =>
        because.Length == 0 ? failure + "." : $"{failure} because {(args.Length == 0 ? because : string.Format(because, args))}.";
}
