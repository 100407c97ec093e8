namespace Fard.Planning.Partitioning;

/// <summary>
/// Shortest response of n images: latency + (n - 1) intervals. Walks along the plans that no other beats in both, from the least latency at any interval to the
/// least interval, and stops when even the least interval of all could not make up for the latency reached.
/// </summary>
internal static class ResponseSearch
{
    public static FoundPlan? Find(PartitionSearch search, StageTable table, int images)
    {
        if (BottleneckSearch.Smallest(search, table, search.IsFeasible) is not { } least)
            return null;
        var (limit, bestResponse) = (double.PositiveInfinity, double.PositiveInfinity);
        FoundPlan? best = null;
        while (search.Solve(limit, StageWeight.Latency) is { } plan && plan.Weight + ((images - 1) * least) < bestResponse)
        {
            var interval = plan.Stages.Max(stage => table.Measure[stage.Kind][table.Index(stage.First, stage.Last)] / stage.Replicas);
            var response = plan.Weight + ((images - 1) * interval);
            if (response < bestResponse)
                (best, bestResponse) = (plan, response);
            limit = search.CandidateBelow(interval);
            if (limit <= 0)
                break;
        }

        return best;
    }
}
