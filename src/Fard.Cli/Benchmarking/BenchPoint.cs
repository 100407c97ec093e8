namespace Fard.Cli.Benchmarking;

/// <summary>What was measured with one concurrency and one batch size, over the last three windows.</summary>
/// <param name="Concurrency">Jobs that were under way at once.</param>
/// <param name="Batch">Images of each job.</param>
/// <param name="Stable">Whether these windows agree within a tenth; figures of windows that do not are no result.</param>
/// <param name="Windows">Windows that were measured in all.</param>
/// <param name="Jobs">Jobs that ended in the last three windows.</param>
/// <param name="P50Ms">Median of the latencies, by nearest rank.</param>
/// <param name="P90Ms">90th percentile.</param>
/// <param name="P99Ms">99th percentile: of fewer than 100 jobs the largest.</param>
/// <param name="Failed">Jobs that gave no results, over all windows.</param>
/// <param name="LastFailure">Why the last of them did not; null: all did.</param>
internal sealed record BenchPoint(
    int Concurrency, int Batch, bool Stable, int Windows, int Jobs, double ImagesPerSecond, double P50Ms, double P90Ms, double P99Ms, int Failed, string? LastFailure)
{
    public static BenchPoint Of(int concurrency, int batch, IReadOnlyList<BenchWindow> windows, int failed, string? lastFailure)
    {
        var last = windows.Skip(Math.Max(0, windows.Count - StabilityRule.Windows)).ToArray();
        var latencies = last.SelectMany(window => window.LatenciesMs).Order().ToArray();
        return new BenchPoint(
            concurrency,
            batch,
            StabilityRule.IsStable(windows),
            windows.Count,
            latencies.Length,
            last.Length == 0 ? 0 : last.Average(window => window.ImagesPerSecond),
            NearestRank(latencies, 0.50),
            NearestRank(latencies, 0.90),
            NearestRank(latencies, 0.99),
            failed,
            lastFailure);
    }

    private static double NearestRank(double[] sorted, double quantile) =>
        sorted.Length == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(quantile * sorted.Length) - 1)];
}
