using Fard.Planning.Resources;

namespace Fard.Planning.Partitioning;

/// <summary>Finds out why a request has no plan and says it.</summary>
internal static class Infeasibility
{
    public static InfeasiblePlanException Explain(PartitionRequest request, StageTable table, PartitionSearch search)
    {
        if (FirstMisfit(request, table) is { } misfit)
            return misfit;
        if (request.Objective == PartitionObjective.FewestBoards && BottleneckSearch.Smallest(search, table, search.IsFeasible) is { } interval)
        {
            return new InfeasiblePlanException(FormattableString.Invariant(
                $"{request.Model.Name} does not reach {request.TargetImagesPerSecond:#,0.#} images/s on these boards: the best plan gives {1 / interval:#,0.#}."));
        }

        return Overflow(request, table) ?? new InfeasiblePlanException(
            $"No {request.Strategy} plan of {request.Model.Name} uses {request.Stages ?? table.Kinds.Sum(kind => kind.Count)} boards and keeps to the pins; change the number of boards, the strategy or the pins.");
    }

    // A layer that alone is too large for every board it may be on.
    private static InfeasiblePlanException? FirstMisfit(PartitionRequest request, StageTable table)
    {
        for (var layer = 0; layer < table.LayerCount; layer++)
        {
            var kinds = Enumerable.Range(0, table.Kinds.Length)
                .Where(kind => !request.Pins.ContainsKey(layer) || table.Kinds[kind].PinnedLayers.Contains(layer))
                .Select(kind => (Kind: table.Kinds[kind], table.CostOf(kind, layer, layer).Shortfall)).ToArray();
            if (kinds.All(kind => kind.Shortfall is not null) && kinds.Length > 0)
            {
                var (nearest, shortfall) = kinds.MinBy(kind => kind.Shortfall!.Needed / kind.Shortfall.Available);
                return Misfit(request, table, layer, layer, nearest, shortfall!);
            }
        }

        return null;
    }

    // The layers from the front that the boards hold, each board as full as it gets, and the one that is too much.
    private static InfeasiblePlanException? Overflow(PartitionRequest request, StageTable table)
    {
        var reach = Reach(table);
        if (reach.Done == table.LayerCount || reach.Kind < 0)
            return null;
        var shortfall = table.CostOf(reach.Kind, reach.First, reach.Done).Shortfall;
        return shortfall is null ? null : Misfit(request, table, reach.First, reach.Done, table.Kinds[reach.Kind], shortfall);
    }

    private static (int Done, int First, int Kind) Reach(StageTable table)
    {
        var left = table.Kinds.Select(kind => kind.Count).ToArray();
        var (done, first, used) = (0, 0, -1);
        while (done < table.LayerCount)
        {
            var (next, kind) = Enumerable.Range(0, left.Length).Where(kind => left[kind] > 0)
                .Select(kind => (Next: Furthest(table, kind, done), kind)).OrderByDescending(choice => choice.Next).FirstOrDefault((done, -1));
            if (kind < 0 || next == done)
                break;
            left[kind]--;
            (first, used, done) = (done, kind, next);
        }

        return (done, first, used);
    }

    private static int Furthest(StageTable table, int kind, int first)
    {
        var next = first;
        for (var last = first; last < table.LayerCount; last++)
        {
            if (!double.IsInfinity(table.Measure[kind][table.Index(first, last)]))
                next = last + 1;
        }

        return next;
    }

    private static InfeasiblePlanException Misfit(PartitionRequest request, StageTable table, int first, int last, BoardKind board, StageShortfall shortfall)
    {
        var what = first == last ? "alone" : $"together with {table.Model.LayerName(first)} and what is between";
        var advice = shortfall.Resource == ResourceKind.Memory ? "a board with more memory" : "a larger board, a smaller folding of it, or more boards";
        return new InfeasiblePlanException(
            $"{request.Model.Name}: {table.Model.LayerName(last)} does not fit on {board.Boards[0].Name} ({board.Board.Name}) {what}: it needs {shortfall}. Take {advice}.",
            last,
            shortfall);
    }
}
