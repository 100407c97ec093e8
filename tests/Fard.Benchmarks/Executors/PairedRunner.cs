using System.Diagnostics;

namespace Fard.Benchmarks.Executors;

/// <summary>
/// Measures contenders in interleaved rounds of one process, so that whatever else the machine does meets all of them alike. Slices are short, so that
/// on a busy machine some rounds run undisturbed.
/// </summary>
internal sealed class PairedRunner(IReadOnlyList<Contender> contenders, int rounds, TimeSpan slice)
{
    private readonly double[][] _times = [.. contenders.Select(_ => new double[rounds])];

    public void Run()
    {
        var calls = contenders.Select(Calibrate).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var index = 0; index < contenders.Count; index++)
                _times[index][round] = Measure(contenders[index], calls[index]);
        }
    }

    public IReadOnlyList<Sample> Samples =>
        [.. contenders.Select((contender, index) => new Sample(
            contender.Name, contender.Images, Percentile(_times[index], 0.5), Percentile(_times[index], 0), Percentile(_times[index], 0.9)))];

    /// <summary>How many times as fast <paramref name="fast"/> is as <paramref name="slow"/>.</summary>
    public Speedup Ratio(int slow, int fast) => new(
        Percentile([.. _times[slow].Zip(_times[fast], (numerator, denominator) => numerator / denominator)], 0.5),
        _times[slow].Min() / _times[fast].Min());

    /// <summary>Warms up (tiered compilation included) and returns the calls that fill a slice.</summary>
    private int Calibrate(Contender contender)
    {
        var (calls, fastest, start) = (0, double.MaxValue, Stopwatch.GetTimestamp());
        while (calls < 3 || Stopwatch.GetElapsedTime(start) < 6 * slice)
        {
            fastest = Math.Min(fastest, Measure(contender, 1) * contender.Images);
            calls++;
        }

        return Math.Max(1, (int)(slice.TotalMilliseconds / fastest));
    }

    private static double Measure(Contender contender, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var call = 0; call < calls; call++)
            contender.Run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / calls / contender.Images;
    }

    private static double Percentile(double[] values, double quantile)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)Math.Round(quantile * (sorted.Length - 1))];
    }
}
