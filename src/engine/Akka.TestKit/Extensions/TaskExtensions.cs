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

    /// <summary>The task completes in time, with a result.</summary>
    /// <exception cref="TimeoutException">It did not complete in time.</exception>
    /// <exception cref="InvalidOperationException">It completed with another result.</exception>
    public static async Task ShouldCompleteWithin<T>(this Task<T> task, T expected, TimeSpan timeout, string because = "", params object[] becauseArgs)
    {
        var actual = await task.ShouldCompleteWithin(timeout, because, becauseArgs);
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new InvalidOperationException(Text($"The task completed with {actual}, expected {expected}", because, becauseArgs));
    }

    /// <summary>The task fails in time, with an exception of a type, which this returns.</summary>
    /// <exception cref="TimeoutException">It neither failed nor completed in time.</exception>
    /// <exception cref="InvalidOperationException">It completed, or failed with another exception.</exception>
    public static async Task<T> ShouldThrowWithin<T>(this Task task, TimeSpan timeout, string because = "", params object[] becauseArgs)
        where T : Exception
    {
        await Task.WhenAny(task).ShouldCompleteWithin(timeout, because, becauseArgs);
        var failure = task.Exception?.InnerExceptions.OfType<T>().FirstOrDefault();
        return failure
            ?? throw new InvalidOperationException(Text($"The task ended as {task.Status}, expected {typeof(T).Name}", because, becauseArgs), task.Exception);
    }

    private static string Text(string failure, string because, object[] args) =>
        because.Length == 0 ? failure + "." : $"{failure} because {(args.Length == 0 ? because : string.Format(because, args))}.";
}
