using System.Collections.Immutable;

namespace Fard.Planning.Partitioning;

/// <summary>
/// The plans that no other beats in both bytes between boards and use of the fullest board: the least bytes under ever tighter limits on the use (the epsilon-constraint
/// method), so the front is complete.
/// </summary>
public static class TradeOffSearch
{
    /// <param name="request">The network, the boards, and how many stages; its objective is left aside.</param>
    /// <returns>From the least bytes to the best balance; empty where no plan fits.</returns>
    public static ImmutableArray<PartitionPlan> BytesAgainstBalance(PartitionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var balance = request with { Objective = PartitionObjective.BalancedResources, Strategy = PartitionStrategy.Pipeline };
        RequestValidator.Check(balance);
        var table = new StageTable(balance);
        var search = new PartitionSearch(table);
        var boards = table.Kinds.Sum(kind => kind.Count);
        var stages = Math.Min(request.Stages ?? boards, Math.Min(boards, table.LayerCount));
        var plans = ImmutableArray.CreateBuilder<PartitionPlan>();
        for (var limit = double.PositiveInfinity; limit > 0 && search.Solve(limit, StageWeight.Bytes, stages) is { } found;)
        {
            var plan = PartitionPlanner.Describe(balance, table, found, 0);
            if (plans.Count > 0 && plans[^1].TransferredBytes == plan.TransferredBytes)
                plans.RemoveAt(plans.Count - 1);
            plans.Add(plan);
            limit = search.CandidateBelow(plan.Value);
        }

        return plans.ToImmutable();
    }
}
