using System.Collections.Immutable;

namespace Fard.Cli.Measurement;

/// <summary>What <c>fard plan measure</c> was asked to do.</summary>
/// <param name="Plans">What to measure.</param>
/// <param name="Jobs">Measured jobs of each plan.</param>
/// <param name="ImagesPerBoard">Images of a job for each board of the plan's widest position: then jobs of all plans take about as long.</param>
internal sealed record MeasureOptions(ImmutableArray<MeasuredPlan> Plans, int Jobs, int ImagesPerBoard)
{
    public int ImagesOf(MeasuredPlan plan) => ImagesPerBoard * plan.Replicas.Max();
}
