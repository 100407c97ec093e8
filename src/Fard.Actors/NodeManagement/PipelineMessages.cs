using Akka.Actor;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;

namespace Fard.Actors.NodeManagement;

/// <summary>
/// Node manager to the pipelines: be the coordinator of this job. Told until <see cref="PipelineStarted"/> answers. A coordinator that runs already answers
/// with <see cref="RunningPipeline"/> and goes on with its own plan.
/// </summary>
/// <param name="Resume">
/// Whether the coordinator before is lost: the positions of the plan run, or ran, an attempt up to the plan's, and the next attempt begins at once. A position
/// of the application that the plan lacks has lost its board.
/// </param>
internal sealed record RunPipeline(PipelinePlan Plan, bool Resume) : IJobMessage
{
    public JobId Job => Plan.Job.Job;
}

/// <summary>Coordinator to node manager: it is there.</summary>
internal sealed record PipelineStarted(JobId Job) : IJobMessage;

/// <summary>Coordinator to node manager, which asked with <see cref="RunPipeline"/>: it was there before, and this is what it runs.</summary>
/// <param name="Plan">The present attempt with the positions that hold a lease.</param>
internal sealed record RunningPipeline(PipelinePlan Plan, JobPhase Phase) : IJobMessage
{
    public JobId Job => Plan.Job.Job;
}

/// <summary>Pipelines to node manager: the coordinator of this job is not there; it stopped with its head or its shard, or was never told to run.</summary>
internal sealed record PipelineLost(JobId Job) : IJobMessage;

/// <summary>The shard moves, or nobody needs the entity any more.</summary>
internal sealed record StopPipeline : INoSerializationVerificationNeeded
{
    public static readonly StopPipeline Instance = new();
}
