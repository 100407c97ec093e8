using Akka.Actor;
using Fard.Actors.Jobs;

namespace Fard.Actors.NodeManagement;

/// <summary>Node manager to coordinator: end the job.</summary>
internal sealed record EndPipeline(JobFailure Failure, string Reason) : INoSerializationVerificationNeeded;

/// <summary>Node manager to coordinator: a board is gone, and will answer no more.</summary>
internal sealed record BoardGone(string Board, string Reason) : INoSerializationVerificationNeeded;

/// <summary>Node manager to coordinator: the client has submitted the job again.</summary>
internal sealed record Resubmitted(IActorRef Client) : INoSerializationVerificationNeeded;

/// <summary>Coordinator to node manager: the job is in another phase.</summary>
internal sealed record PhaseChanged(JobId Job, JobPhase Phase) : INoSerializationVerificationNeeded;

/// <summary>Coordinator to node manager: the last position's chunk count.</summary>
internal sealed record ChunksDone(JobId Job, long Chunks) : INoSerializationVerificationNeeded;

/// <summary>Coordinator to node manager: the position has stopped; its lease returns.</summary>
/// <param name="Loaded">Whether its bitstream is loaded now; null: not known.</param>
internal sealed record LeaseReturned(JobId Job, int Position, bool? Loaded) : INoSerializationVerificationNeeded;

/// <summary>Coordinator to node manager: every position has stopped.</summary>
/// <param name="Done">Whether the last chunk went out.</param>
internal sealed record PipelineEnded(JobId Job, bool Done) : INoSerializationVerificationNeeded;
