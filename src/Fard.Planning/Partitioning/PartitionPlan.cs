using System.Collections.Immutable;
using Fard.Networks.Description;

namespace Fard.Planning.Partitioning;

/// <summary>A stage of a plan.</summary>
/// <param name="Layers">Its layers.</param>
/// <param name="Boards">The boards that compute it, images dealt over them in turn; all of one kind.</param>
/// <param name="Cost">Its cost on one of them.</param>
/// <param name="IntervalSeconds">Seconds per image of all of them together, their links included.</param>
/// <param name="LatencySeconds">An image's time from leaving the stage before (or the client) to its result here; the last stage's includes the way back.</param>
/// <param name="InputBytes">Bytes of an image's input.</param>
public sealed record PlannedStage(
    LayerRange Layers, ImmutableArray<PlanningBoard> Boards, StageCost Cost, double IntervalSeconds, double LatencySeconds, long InputBytes);

/// <summary>A partition of a network over boards, proven best for its objective under the model.</summary>
/// <param name="Objective">What it is best at.</param>
/// <param name="Stages">In the order of the layers.</param>
/// <param name="Value">The objective's value.</param>
/// <param name="LowerBound">
/// No plan has a lower value: the best value if boards did not have to be shared between stages and, where times add up, if work could be divided at will.
/// </param>
public sealed record PartitionPlan(PartitionObjective Objective, ImmutableArray<PlannedStage> Stages, double Value, double LowerBound)
{
    /// <summary>Images per second while the pipeline never waits for images.</summary>
    public double ImagesPerSecond => 1 / Stages.Max(stage => stage.IntervalSeconds);

    public int BoardCount => Stages.Sum(stage => stage.Boards.Length);

    /// <summary>Bytes of an image between stages; what the client sends and gets is not counted.</summary>
    public long TransferredBytes => Stages.Skip(1).Sum(stage => stage.InputBytes);

    /// <summary>Seconds from sending <paramref name="images"/> images to having all results: one image's latency and an interval for every further one.</summary>
    public double ResponseSeconds(int images) => Stages.Sum(stage => stage.LatencySeconds) + ((images - 1) / ImagesPerSecond);
}
