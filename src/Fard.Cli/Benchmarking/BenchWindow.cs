namespace Fard.Cli.Benchmarking;

/// <summary>One window of a measurement: the jobs that ended in it.</summary>
/// <param name="ImagesPerSecond">Images of these jobs by the length of the window.</param>
/// <param name="LatenciesMs">How long each took, from its submission to its last result.</param>
internal sealed record BenchWindow(double ImagesPerSecond, IReadOnlyList<double> LatenciesMs)
{
    /// <summary>Mean of the latencies; 0 where no job ended.</summary>
    public double MeanLatencyMs => LatenciesMs.Count == 0 ? 0 : LatenciesMs.Average();
}

/// <summary>
/// When a measurement has settled, as perf_analyzer of the Triton inference server decides: in the last three windows, neither throughput nor latency differs by
/// more than a tenth.
/// </summary>
internal static class StabilityRule
{
    /// <summary>Windows that have to agree.</summary>
    public const int Windows = 3;

    /// <summary>Largest ratio between the greatest and the least of them.</summary>
    public const double Ratio = 1.10;

    public static bool IsStable(IReadOnlyList<BenchWindow> windows)
    {
        if (windows.Count < Windows)
            return false;
        var last = windows.Skip(windows.Count - Windows).ToArray();
        return IsWithin(last.Select(window => window.ImagesPerSecond)) && IsWithin(last.Select(window => window.MeanLatencyMs));
    }

    private static bool IsWithin(IEnumerable<double> values)
    {
        var all = values.ToArray();
        return all.Min() > 0 && all.Max() / all.Min() <= Ratio;
    }
}
