namespace Fard.Cli.Statistics;

/// <summary>Statistics of response times, in milliseconds.</summary>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="Std">Sample standard deviation (n - 1); 0 for a single value.</param>
/// <param name="P50">Median, by nearest rank.</param>
/// <param name="P99">99th percentile, by nearest rank: the largest value for fewer than 100 values.</param>
internal sealed record ResponseTimes(double Mean, double Std, double P50, double P99)
{
    /// <summary>Statistics of at least one value.</summary>
    public static ResponseTimes Of(IReadOnlyCollection<double> milliseconds)
    {
        ArgumentOutOfRangeException.ThrowIfZero(milliseconds.Count, nameof(milliseconds));
        var sorted = milliseconds.Order().ToArray();
        var mean = sorted.Average();
        var squares = sorted.Sum(x => (x - mean) * (x - mean));
        var std = sorted.Length > 1 ? Math.Sqrt(squares / (sorted.Length - 1)) : 0;
        return new ResponseTimes(mean, std, NearestRank(sorted, 0.50), NearestRank(sorted, 0.99));
    }

    private static double NearestRank(double[] sorted, double quantile) =>
        sorted[Math.Max(0, (int)Math.Ceiling(quantile * sorted.Length) - 1)];
}
