using Fard.Actors.Jobs;
using Fard.Actors.Messages;

namespace Fard.Actors.NodeManagement;

/// <summary>Node manager to coordinator: end the job.</summary>
internal sealed record EndPipeline(JobId Job, JobFailure Failure, string Reason) : IJobMessage;

/// <summary>Node manager to coordinator: a board is gone, and will answer no more.</summary>
internal sealed record BoardGone(JobId Job, string Board, string Reason) : IJobMessage;

/// <summary>Node manager to coordinator: the client, which is the sender, has submitted the job again.</summary>
internal sealed record Resubmitted(JobId Job) : IJobMessage;

/// <summary>Coordinator to node manager: the job is in another phase.</summary>
internal sealed record PhaseChanged(JobId Job, JobPhase Phase) : IJobMessage;

/// <summary>Coordinator to node manager: the last position's chunk count.</summary>
internal sealed record ChunksDone(JobId Job, long Chunks) : IJobMessage;

/// <summary>Coordinator to node manager: the position has stopped; its lease returns.</summary>
/// <param name="Loaded">Whether its bitstream is loaded now; null: not known.</param>
internal sealed record LeaseReturned(JobId Job, int Position, bool? Loaded) : IJobMessage;

/// <summary>Coordinator to node manager: every position has stopped.</summary>
/// <param name="Done">Whether the last chunk went out.</param>
internal sealed record PipelineEnded(JobId Job, bool Done) : IJobMessage;
