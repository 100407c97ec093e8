namespace Fard.Actors.Tasks;

/// <summary>Where a replica of a task stands. The numbers travel between members: never change one.</summary>
public enum TaskState
{
    /// <summary>It has no board: none is free, or its board was lost.</summary>
    Waiting = 1,

    /// <summary>A board has it and gets the application's files.</summary>
    Launching = 2,

    /// <summary>Its program is started and sets itself up.</summary>
    Starting = 3,

    /// <summary>It is a peer: it runs and gets events.</summary>
    Ready = 4,

    /// <summary>It crashed and is started again after a while.</summary>
    Restarting = 5,

    /// <summary>It was asked to stop.</summary>
    Stopping = 6,

    /// <summary>Its program ended by itself and is not started again.</summary>
    Ended = 7,

    /// <summary>It crashed too often, or cannot be started at all.</summary>
    Failed = 8,
}

/// <summary>What states mean for others.</summary>
internal static class TaskStates
{
    /// <summary>Whether the replica takes its board's resources.</summary>
    public static bool HoldsBoard(this TaskState state) => state is not (TaskState.Waiting or TaskState.Ended or TaskState.Failed);

    /// <summary>Whether its program is over for good.</summary>
    public static bool IsOver(this TaskState state) => state is TaskState.Ended or TaskState.Failed;
}
