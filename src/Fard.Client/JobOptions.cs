using Fard.Actors.Jobs;
using Fard.Actors.Messages;

namespace Fard.Client;

/// <summary>How a job is sent.</summary>
public sealed record JobOptions
{
    /// <summary>The job's id; null takes a fresh one. Whoever sends a job again after an error of unknown cause uses its id again, so that it is not run twice.</summary>
    public JobId? Id { get; init; }

    /// <summary>How long everything may take, the wait for boards included; null: as long as application and node manager allow.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Called when the job has to wait for boards.</summary>
    public Action<JobQueued>? OnQueued { get; init; }

    /// <summary>Called when the job has its boards.</summary>
    public Action<JobPlaced>? OnPlaced { get; init; }
}
