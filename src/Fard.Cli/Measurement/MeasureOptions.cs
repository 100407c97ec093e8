using System.Collections.Immutable;

namespace Fard.Cli.Measurement;

/// <summary>What <c>fard plan measure</c> was asked to do.</summary>
/// <param name="Plans">What to measure.</param>
/// <param name="Jobs">Measured jobs of each plan.</param>
/// <param name="ImagesPerBoard">Images of a job for each board of the plan's widest position: then jobs of all plans take about as long.</param>
/// <param name="ChunkImages">Images of a chunk, in the prediction and on the boards.</param>
/// <param name="ClockMegahertz">The boards' clock, in the prediction and as they are paced.</param>
internal sealed record MeasureOptions(ImmutableArray<MeasuredPlan> Plans, int Jobs, int ImagesPerBoard, int ChunkImages, int ClockMegahertz)
{
    /// <summary>Whether a job has the four turns of the replicas that <see cref="SteadyRate"/> needs.</summary>
    public bool IsLongEnough(MeasuredPlan plan) => ImagesOf(plan) >= 4 * plan.Period * ChunkImages;

    public int ImagesOf(MeasuredPlan plan) => ImagesPerBoard * plan.Replicas.Max();
}
