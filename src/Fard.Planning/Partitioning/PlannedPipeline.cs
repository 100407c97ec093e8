using System.Collections.Immutable;
using Fard.Hardware.Accelerators;
using Fard.Planning.Timing;

namespace Fard.Planning.Partitioning;

/// <summary>A plan as a modelled pipeline, chunk by chunk.</summary>
/// <remarks>
/// <see cref="PartitionPlan.ResponseSeconds"/> is what the search adds up: a latency, and an interval for every further image. The pipeline follows every chunk and is never
/// slower; it is faster where replicas take the first images side by side. Over a link the slower of its two boards decides.
/// </remarks>
public static class PlannedPipeline
{
    private const double Nanoseconds = 1e9;

    /// <summary>The pipeline of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="model">The network that it is of.</param>
    public static PipelineModel Of(PartitionPlan plan, IStageModel model)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(model);
        var positions = plan.Stages.Select(stage => new PipelinePosition(
            new KernelTiming(Round(stage.Cost.LatencySeconds), Round(stage.Cost.SecondsPerImage), (long)Nanoseconds),
            checked((int)stage.InputBytes),
            checked((int)model.BytesBefore(stage.Layers.Last + 1)),
            stage.Boards.Length));
        var boards = plan.Stages.Select(stage => stage.Boards[0]).ToArray();
        var links = Enumerable.Range(0, boards.Length + 1).Select(i => Link(i == 0 ? null : boards[i - 1], i == boards.Length ? null : boards[i]));
        return new PipelineModel([.. positions], [.. links]);
    }

    private static PipelineLink Link(PlanningBoard? sender, PlanningBoard? receiver)
    {
        var rate = Math.Min(sender?.LinkBytesPerSecond ?? double.PositiveInfinity, receiver?.LinkBytesPerSecond ?? double.PositiveInfinity);
        return new PipelineLink(double.IsInfinity(rate) ? null : rate, (receiver ?? sender)!.LinkLatency);
    }

    private static long Round(double seconds) => (long)Math.Round(seconds * Nanoseconds);
}
