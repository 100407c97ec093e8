namespace Fard.Planning.Partitioning;

/// <summary>The smallest limit that any plan stays within, found from below: most plans come close to the lower bound.</summary>
internal static class BottleneckSearch
{
    private const double Growth = 1.25;

    /// <param name="search">The search over <paramref name="table"/>.</param>
    /// <param name="table">The costs.</param>
    /// <param name="isFeasible">Whether a plan stays within a limit; what is feasible under a limit is so under a larger one.</param>
    /// <returns>A value that the largest measure of a plan has; null where no limit is large enough.</returns>
    public static double? Smallest(PartitionSearch search, StageTable table, Func<double, bool> isFeasible)
    {
        var bound = LowerBounds.Relaxed(table);
        if (double.IsInfinity(bound))
            return null;
        if (isFeasible(bound))
            return bound;
        var finite = table.Measure.SelectMany(measures => measures).Where(measure => measure > 0 && !double.IsInfinity(measure)).ToArray();
        if (finite.Length == 0 || !isFeasible(finite.Max()))
            return null;
        var low = Math.Max(bound, finite.Min() / (table.Kinds.Max(kind => kind.Count) + 1));
        var high = low * Growth;
        while (!isFeasible(high))
            (low, high) = (high, high * Growth);
        return Bisect(search.Candidates(low, high), isFeasible);
    }

    private static double Bisect(double[] candidates, Func<double, bool> isFeasible)
    {
        var (low, high) = (0, candidates.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (isFeasible(candidates[middle]))
                high = middle;
            else
                low = middle + 1;
        }

        return candidates[high];
    }
}
