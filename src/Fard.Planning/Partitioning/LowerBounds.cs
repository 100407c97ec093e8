namespace Fard.Planning.Partitioning;

/// <summary>
/// Bounds below every plan's value, by dropping what couples the stages: every stage may use all boards of the best kind for it. One pass over the layers.
/// Where a board's times add up, work also cannot be divided better than evenly over all boards.
/// </summary>
internal static class LowerBounds
{
    public static double Of(PartitionRequest request, StageTable table, int boards) => request.Objective switch
    {
        PartitionObjective.LeastTransfer => Enumerable.Range(1, table.LayerCount - 1).Select(layer => (double)table.Model.BytesBefore(layer)).Order().Take(boards - 1).Sum(),
        PartitionObjective.FewestBoards => Math.Max(
            Sum(table, (kind, index) => Math.Ceiling((table.Measure[kind][index] * request.TargetImagesPerSecond) - 1e-9)),
            table.Model.TimesAddUp ? Math.Ceiling((EvenWork(table) * request.TargetImagesPerSecond) - 1e-9) : 1),
        PartitionObjective.ShortestResponse => Sum(table, (kind, index) => table.Latency[kind][index]) + ((request.Images - 1) * Interval(request, table, boards)),
        _ => Interval(request, table, boards),
    };

    /// <summary>The least bottleneck if every stage may use all boards of the best kind for it; infinite where even so no plan fits.</summary>
    public static double Relaxed(StageTable table) => Fold(table, Math.Max, (kind, index) => table.Measure[kind][index] / table.MostReplicas(kind));

    private static double Interval(PartitionRequest request, StageTable table, int boards)
    {
        var relaxed = Relaxed(table);
        var isTime = request.Objective != PartitionObjective.BalancedResources;
        return isTime && table.Model.TimesAddUp ? Math.Max(relaxed, EvenWork(table) / Workers(table, boards)) : relaxed;
    }

    // Every layer at its fastest.
    private static double EvenWork(StageTable table) => Enumerable.Range(0, table.LayerCount)
        .Sum(layer => Enumerable.Range(0, table.Kinds.Length).Min(kind => table.Model.LayerSeconds(table.Kinds[kind].Board, layer)));

    private static int Workers(StageTable table, int boards)
    {
        var all = table.Kinds.Sum(kind => kind.Count);
        return boards > 0 ? boards : table.Replicates ? all : Math.Min(all, table.LayerCount);
    }

    private static double Sum(StageTable table, Func<int, int, double> cost) => Fold(table, (left, right) => left + right, cost);

    private static double Fold(StageTable table, Func<double, double, double> join, Func<int, int, double> cost)
    {
        var best = new double[table.LayerCount + 1];
        for (var end = 1; end <= table.LayerCount; end++)
        {
            best[end] = double.PositiveInfinity;
            for (var first = 0; first < end; first++)
            {
                for (var kind = 0; kind < table.Kinds.Length; kind++)
                {
                    var index = table.Index(first, end - 1);
                    if (!double.IsInfinity(table.Measure[kind][index]))
                        best[end] = Math.Min(best[end], join(best[first], cost(kind, index)));
                }
            }
        }

        return best[table.LayerCount];
    }
}
