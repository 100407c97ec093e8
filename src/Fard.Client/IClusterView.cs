using System.Collections.Immutable;
using Fard.Actors.Jobs;
using Fard.Actors.Observation;

namespace Fard.Client;

/// <summary>
/// What people see of a cluster and may do to it: the seam between the runtime and everything that shows it (the dashboard, <c>fard top</c>, the list
/// commands). <c>FardClient.View</c> is the live one.
/// </summary>
public interface IClusterView
{
    /// <summary>The cluster now.</summary>
    /// <exception cref="FardJobException">The node manager does not answer.</exception>
    Task<ClusterSnapshot> GetSnapshotAsync(CancellationToken cancellationToken = default);

    /// <summary>One job with its timeline; null: the node manager knows nothing of it (any more).</summary>
    /// <exception cref="FardJobException">The node manager does not answer.</exception>
    Task<JobRecord?> FindJobAsync(JobId job, CancellationToken cancellationToken = default);

    /// <summary>
    /// Events as they happen, beginning after <paramref name="after"/>, until cancelled. After the loss of a node manager, or when events were missed because
    /// they are no longer kept, it goes on with the oldest that there is: <see cref="ClusterEvent.Sequence"/> then does not follow on the one before.
    /// </summary>
    IAsyncEnumerable<ClusterEvent> WatchEventsAsync(long after = 0, CancellationToken cancellationToken = default);

    /// <summary>Lines that members log, as they log them, until cancelled; those that are still kept come first.</summary>
    /// <param name="job">Only lines about this job; null: all.</param>
    IAsyncEnumerable<LogEntry> FollowLogsAsync(JobId? job = null, CancellationToken cancellationToken = default);

    /// <summary>The lines that the members still keep, by their time.</summary>
    /// <param name="job">Only lines about this job; null: all.</param>
    /// <exception cref="NotSupportedException">The view has no logs.</exception>
    Task<ImmutableArray<LogEntry>> ReadLogsAsync(JobId? job = null, CancellationToken cancellationToken = default) =>
        Task.FromException<ImmutableArray<LogEntry>>(new NotSupportedException("This view has no logs."));

    /// <summary>Gives a job up, whoever submitted it. Its client hears that it was cancelled, and why.</summary>
    /// <returns>False: no such job waits or runs.</returns>
    /// <exception cref="FardJobException">The node manager does not answer.</exception>
    Task<bool> CancelJobAsync(JobId job, string reason, CancellationToken cancellationToken = default);
}
