using System.Collections.Immutable;
using Akka.Actor;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Observation;

namespace Fard.Actors.NodeManagement;

/// <summary>Node manager to coordinator: end the job.</summary>
internal sealed record EndPipeline(JobId Job, JobFailure Failure, string Reason) : IJobMessage;

/// <summary>Node manager to coordinator: a board is gone, and will answer no more.</summary>
internal sealed record BoardGone(JobId Job, string Board, string Reason) : IJobMessage;

/// <summary>
/// Coordinator to node manager: are these boards there? Each that is not is answered by <see cref="BoardGone"/>; a node manager that took over may not have known
/// the job when a board was lost.
/// </summary>
internal sealed record AskBoards(JobId Job, ImmutableArray<HeldBoard> Boards) : IJobMessage;

/// <summary>A board that a coordinator waits for.</summary>
/// <param name="Agent">Its agent: a member that was started again has another under the same name.</param>
internal sealed record HeldBoard(string Name, IActorRef Agent);

/// <summary>Node manager to coordinator: the client, which is the sender, has submitted the job again.</summary>
internal sealed record Resubmitted(JobId Job) : IJobMessage;

/// <summary>Coordinator to node manager: the job is in another phase.</summary>
internal sealed record PhaseChanged(JobId Job, JobPhase Phase) : IJobMessage
{
    /// <summary>The present attempt.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Why the job ends without all results; null: it does not.</summary>
    public JobFailure? Failure { get; init; }

    /// <summary>Why it ends, or needs another attempt.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>Coordinator to node manager: the last position's chunk count.</summary>
internal sealed record ChunksDone(JobId Job, long Chunks) : IJobMessage;

/// <summary>Coordinator to node manager: the position has stopped; its lease returns.</summary>
/// <param name="Loaded">Whether its bitstream is loaded now; null: not known.</param>
internal sealed record LeaseReturned(JobId Job, int Position, bool? Loaded) : IJobMessage
{
    public int Replica { get; init; }
}

/// <summary>
/// Coordinator to node manager: this replica of a position has no board any more (its lease has returned) and needs another.
/// Answered by <see cref="PositionReplaced"/> or <see cref="ReplacementRefused"/>.
/// </summary>
/// <param name="Avoid">Names of boards that have failed this job.</param>
internal sealed record ReplacePosition(JobId Job, int Position, int Replica, ImmutableArray<string> Avoid, string Reason) : IJobMessage;

/// <summary>Node manager to coordinator: the FPGA that is leased to the position from now on.</summary>
internal sealed record PositionReplaced(JobId Job, int Position, int Replica, string Board, IActorRef Agent, DataEndpoint Endpoint, int Fpga) : IJobMessage;

/// <summary>Node manager to coordinator: no board fits, or none was free in time.</summary>
internal sealed record ReplacementRefused(JobId Job, int Position, int Replica, string Reason) : IJobMessage;

/// <summary>Coordinator to node manager: every position has stopped.</summary>
/// <param name="Done">Whether the client has, or will have, every result.</param>
internal sealed record PipelineEnded(JobId Job, bool Done) : IJobMessage
{
    /// <summary>What the positions did, as far as they said so.</summary>
    public ImmutableArray<PositionRecord> Positions { get; init; } = [];
}
