namespace Fard.Planning.Partitioning;

/// <summary>
/// Shortest response of n images: latency + (n - 1) intervals. Walks along the plans that no other beats in both, from the least latency at any interval to the
/// least interval. The plan of least interval comes first, so that the walk skips intervals that could not beat it even with the latency reached so far, and stops when
/// even the least interval could not make up for that latency.
/// </summary>
internal static class ResponseSearch
{
    public static FoundPlan? Find(PartitionSearch search, StageTable table, int images)
    {
        if (BottleneckSearch.Smallest(search, table, search.IsFeasible) is not { } least || search.Solve(least, StageWeight.Latency) is not { } best)
            return null;
        var bestResponse = best.Weight + ((images - 1) * IntervalOf(table, best));
        var limit = double.PositiveInfinity;
        while (limit > least && search.Solve(limit, StageWeight.Latency) is { } plan && plan.Weight + ((images - 1) * least) < bestResponse)
        {
            var interval = IntervalOf(table, plan);
            var response = plan.Weight + ((images - 1) * interval);
            if (response < bestResponse)
                (best, bestResponse) = (plan, response);
            limit = Math.Min(search.CandidateBelow(interval), images > 1 ? (bestResponse - plan.Weight) / (images - 1) : 0);
        }

        return best;
    }

    private static double IntervalOf(StageTable table, FoundPlan plan) =>
        plan.Stages.Max(stage => table.Measure[stage.Kind][table.Index(stage.First, stage.Last)] / stage.Replicas);
}
