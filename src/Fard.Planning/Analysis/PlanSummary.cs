using System.Collections.Immutable;
using Fard.Networks.Description;
using Fard.Planning.Partitioning;
using Fard.Planning.Timing;

namespace Fard.Planning.Analysis;

/// <summary>The highest throughput that a strategy reaches.</summary>
/// <param name="Strategy">The strategy.</param>
/// <param name="Plan">Its best plan; null where it has none.</param>
/// <param name="WhyNot">Why it has none.</param>
public sealed record StrategyResult(PartitionStrategy Strategy, PartitionPlan? Plan, string? WhyNot);

/// <summary>A split that was published for the same network and boards, in the model and as measured.</summary>
/// <param name="Source">Where it was published.</param>
/// <param name="Stages">Its layers by board.</param>
/// <param name="StageSeconds">Modelled seconds per image by board.</param>
/// <param name="PublishedImagesPerSecond">The published rate.</param>
/// <param name="Power">What is published of its power.</param>
public sealed record PublishedSplit(string Source, ImmutableArray<LayerRange> Stages, ImmutableArray<double> StageSeconds, double PublishedImagesPerSecond, string Power)
{
    /// <summary>Modelled.</summary>
    public double ImagesPerSecond => 1 / StageSeconds.Max();

    /// <summary>Modelled over published, less 1.</summary>
    public double Error => (ImagesPerSecond / PublishedImagesPerSecond) - 1;
}

/// <summary>A plan with all that is reported of it. All figures are modelled.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Plan">The best plan.</param>
/// <param name="Pipeline">The plan as a pipeline.</param>
/// <param name="Response">Ideal time of the request's images in chunks of one, by the pipeline.</param>
/// <param name="Strategies">For comparison: what each strategy reaches on the same boards and under the same constraints.</param>
public sealed record PlanSummary(PartitionRequest Request, PartitionPlan Plan, PipelineModel Pipeline, TimeSpan Response, ImmutableArray<StrategyResult> Strategies)
{
    /// <summary>What was published for the same; null where nothing was.</summary>
    public PublishedSplit? Published { get; init; }

    /// <summary>Names of the boards that the plan leaves free.</summary>
    public IEnumerable<string> FreeBoards => Request.Boards.Select(board => board.Name).Except(Plan.Stages.SelectMany(stage => stage.Boards).Select(board => board.Name));

    /// <summary>Plans, and follows the images through the plan.</summary>
    /// <exception cref="InfeasiblePlanException">No plan fulfils the request.</exception>
    /// <exception cref="ArgumentException">The request contradicts itself.</exception>
    public static PlanSummary Of(PartitionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var plan = PartitionPlanner.Plan(request);
        var pipeline = PlannedPipeline.Of(plan, request.Model);
        return new PlanSummary(
            request, plan, pipeline, pipeline.Response(request.Images, 1), [.. Enum.GetValues<PartitionStrategy>().Select(strategy => Best(request, strategy))]);
    }

    /// <summary>The highest throughput by a strategy, whatever the request's objective.</summary>
    public static StrategyResult Best(PartitionRequest request, PartitionStrategy strategy)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return new StrategyResult(
                strategy, PartitionPlanner.Plan(request with { Strategy = strategy, Objective = PartitionObjective.HighestThroughput, Stages = null }), null);
        }
        catch (InfeasiblePlanException exception)
        {
            return new StrategyResult(strategy, null, exception.Message);
        }
    }
}
