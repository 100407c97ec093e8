using Fard.Actors.Jobs;

namespace Fard.Actors.Observation;

/// <summary>Something that happened in the cluster, in the order in which the node manager heard of it.</summary>
/// <param name="Sequence">Grows by one from event to event. A node manager that takes over begins above the one before, so that a gap says that there is another.</param>
/// <param name="At">When it happened, by the clock of the member that says so.</param>
/// <param name="Kind">What happened, as one of <see cref="ClusterEventKinds"/>.</param>
/// <param name="Severity">How much of a person's attention it deserves.</param>
/// <param name="Text">One line for people.</param>
public sealed record ClusterEvent(long Sequence, DateTimeOffset At, string Kind, EventSeverity Severity, string Text)
{
    /// <summary>The job that it is about; null: none.</summary>
    public JobId? Job { get; init; }

    /// <summary>The application that it is about; empty: none.</summary>
    public string Application { get; init; } = "";

    /// <summary>The board that it is about; empty: none.</summary>
    public string Board { get; init; } = "";
}

/// <summary>How much attention an event deserves. The numbers travel between members: never change one.</summary>
public enum EventSeverity
{
    /// <summary>As it should be.</summary>
    Information = 1,

    /// <summary>Something was lost or refused and is taken care of.</summary>
    Warning = 2,

    /// <summary>Somebody did not get what was asked for.</summary>
    Error = 3,
}

/// <summary>The kinds of events, as they stand on the wire and in the output of commands.</summary>
public static class ClusterEventKinds
{
    public const string JobSubmitted = "job-submitted";
    public const string JobPlaced = "job-placed";
    public const string JobStarted = "job-started";
    public const string JobRecovering = "job-recovering";
    public const string JobDone = "job-done";
    public const string JobFailed = "job-failed";
    public const string JobCancelled = "job-cancelled";
    public const string BoardJoined = "board-joined";
    public const string BoardLost = "board-lost";
    public const string BoardUnhealthy = "board-unhealthy";
    public const string BoardHealthy = "board-healthy";
    public const string BoardLeaving = "board-leaving";
    public const string ApplicationDeployed = "application-deployed";
    public const string ApplicationLaunched = "application-launched";
    public const string ApplicationRestarted = "application-restarted";
    public const string ApplicationKilled = "application-killed";
    public const string TaskLost = "task-lost";
    public const string TaskFailed = "task-failed";
    public const string NodeManagerStarted = "node-manager-started";
}
