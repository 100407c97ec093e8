using System.Collections.Immutable;

namespace Fard.Planning.Partitioning;

/// <summary>
/// Finds the best contiguous partition of a network over boards, stages replicated where the objective gains by it: optimal under the model, not greedy.
/// </summary>
/// <remarks>
/// A stage's boards are of one kind and share its images evenly. Links bound a stage like its kernel: a board receives and sends an image's bytes at its own link's
/// rate, both at once, so a stage of r boards takes max(kernel, bytes in / rate, bytes out / rate) / r.
/// </remarks>
public static class PartitionPlanner
{
    /// <exception cref="InfeasiblePlanException">No plan fulfils the request; the message says why.</exception>
    /// <exception cref="ArgumentException">The request contradicts itself, or has too many kinds of boards for an exact answer.</exception>
    public static PartitionPlan Plan(PartitionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequestValidator.Check(request);
        var table = new StageTable(request);
        var boards = table.Kinds.Sum(kind => kind.Count);
        if (boards == 0)
            throw new InfeasiblePlanException("All boards are to be kept free: there is none to plan for.");
        var search = new PartitionSearch(table);
        var stages = request.DividesOnly ? Math.Min(request.Stages ?? boards, Math.Min(boards, table.LayerCount)) : 0;
        var found = Find(request, search, table, stages) ?? throw Infeasibility.Explain(request, table, search);
        return Describe(request, table, found, LowerBounds.Of(request, table, stages));
    }

    private static FoundPlan? Find(PartitionRequest request, PartitionSearch search, StageTable table, int stages) => request.Objective switch
    {
        PartitionObjective.LeastTransfer => search.Solve(double.PositiveInfinity, StageWeight.Bytes, stages),
        PartitionObjective.FewestBoards => search.Solve(1 / request.TargetImagesPerSecond, StageWeight.Boards),
        PartitionObjective.ShortestResponse => ResponseSearch.Find(search, table, request.Images),
        PartitionObjective.HighestThroughput => BottleneckSearch.Smallest(search, table, search.IsFeasible) is { } limit ? search.Solve(limit, StageWeight.Boards) : null,
        _ => BottleneckSearch.Smallest(search, table, limit => search.Solve(limit, StageWeight.Bytes, stages) is not null) is { } limit
            ? search.Solve(limit, StageWeight.Bytes, stages)
            : null,
    };

    internal static PartitionPlan Describe(PartitionRequest request, StageTable table, FoundPlan found, double lowerBound)
    {
        var taken = new int[table.Kinds.Length];
        var stages = ImmutableArray.CreateBuilder<PlannedStage>(found.Stages.Count);
        foreach (var stage in found.Stages)
        {
            var boards = table.Kinds[stage.Kind].Boards.Slice(taken[stage.Kind], stage.Replicas);
            taken[stage.Kind] += stage.Replicas;
            stages.Add(new PlannedStage(
                new(stage.First, stage.Last),
                boards,
                table.CostOf(stage.Kind, stage.First, stage.Last),
                table.Seconds(stage.Kind, stage.First, stage.Last) / stage.Replicas,
                table.Latency[stage.Kind][table.Index(stage.First, stage.Last)],
                table.Model.BytesBefore(stage.First)));
        }

        var plan = new PartitionPlan(request.Objective, stages.DrainToImmutable(), 0, lowerBound);
        return plan with { Value = ValueOf(request, plan) };
    }

    private static double ValueOf(PartitionRequest request, PartitionPlan plan) => request.Objective switch
    {
        PartitionObjective.ShortestResponse => plan.ResponseSeconds(request.Images),
        PartitionObjective.LeastTransfer => plan.TransferredBytes,
        PartitionObjective.BalancedResources => plan.Stages.Max(stage => stage.Cost.Utilisation),
        PartitionObjective.FewestBoards => plan.BoardCount,
        _ => 1 / plan.ImagesPerSecond,
    };
}
