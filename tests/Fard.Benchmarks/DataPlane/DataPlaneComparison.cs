using System.Diagnostics;
using System.Globalization;

namespace Fard.Benchmarks.DataPlane;

/// <summary>
/// <c>data-plane</c>: bytes a second of chunks through the data plane beside a bare socket loop, in interleaved rounds of one process over loopback.
/// </summary>
internal static class DataPlaneComparison
{
    public const string Usage = "data-plane [--rounds N] [--json]";

    private const int DefaultRounds = 30;

    private static readonly int[] Sizes = [64, 256, 1024, 4096, 16 * 1024, 64 * 1024, 256 * 1024, 1024 * 1024];
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(60);

    /// <exception cref="FormatException">The arguments are not the command's.</exception>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (rounds, json) = Parse(arguments);
        if (!json)
        {
            Console.WriteLine($"Chunks over loopback, {Environment.ProcessorCount} cores, {rounds} interleaved rounds of {Slice.TotalMilliseconds:F0} ms; medians");
            Console.WriteLine($"{"bytes",10} {"data plane",14} {"bare sockets",14} {"ratio",8} {"best ratio",11} {"ratio by processor time",24} {"bytes allocated per chunk",27}");
        }

        var rows = new List<Row>();
        foreach (var size in Sizes)
        {
            var row = await MeasureAsync(size, rounds);
            rows.Add(row);
            if (json) continue;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{size,10} {row.MegabytesPerSecond,9:F1} MB/s {row.BareMegabytesPerSecond,9:F1} MB/s {row.Ratio,8:P0} {row.BestRatio,11:P0} {row.ProcessorTimeRatio,24:P0} {row.BytesAllocatedPerChunk,27:F2}"));
        }

        if (json) FigureTable.PrintJson(new { cores = Environment.ProcessorCount, rounds, rows });
        return 0;
    }

    private static async Task<Row> MeasureAsync(int size, int rounds)
    {
        await using var transfer = await ChunkTransfer.StartAsync(size);
        await using var bare = await BareSockets.StartAsync(size);
        var (chunks, bareChunks) = (await CalibrateAsync(transfer.RunAsync), await CalibrateAsync(bare.RunAsync));
        var (rates, bareRates, allocated) = (new double[rounds], new double[rounds], double.MaxValue);
        var (processor, bareProcessor) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var round = 0; round < rounds; round++)
        {
            var start = Environment.CpuUsage.TotalTime;
            var before = GC.GetTotalAllocatedBytes(precise: true);
            rates[round] = await RateAsync(transfer.RunAsync, chunks);
            allocated = Math.Min(allocated, (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / chunks);
            var middle = Environment.CpuUsage.TotalTime;
            bareRates[round] = await RateAsync(bare.RunAsync, bareChunks);
            (processor, bareProcessor) = (processor + (middle - start), bareProcessor + (Environment.CpuUsage.TotalTime - middle));
        }

        var ratios = rates.Zip(bareRates, (rate, bareRate) => rate / bareRate);
        var byProcessor = bareProcessor / bareChunks / (processor / chunks);
        return new Row(size, Median(rates) * size / 1e6, Median(bareRates) * size / 1e6, Median(ratios), rates.Max() / bareRates.Max(), byProcessor, allocated);
    }

    /// <summary>Warms up and answers how many chunks fill a slice.</summary>
    private static async Task<int> CalibrateAsync(Func<int, Task> run)
    {
        var (chunks, start) = (16, Stopwatch.GetTimestamp());
        while (true)
        {
            var wanted = await RateAsync(run, chunks) * Slice.TotalSeconds;
            if (Stopwatch.GetElapsedTime(start) > 10 * Slice && chunks > wanted / 3) return (int)Math.Max(16, wanted);
            chunks = (int)Math.Clamp(wanted, 16, chunks * 4.0);
        }
    }

    private static async Task<double> RateAsync(Func<int, Task> run, int chunks)
    {
        var start = Stopwatch.GetTimestamp();
        await run(chunks);
        return chunks / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static (int Rounds, bool Json) Parse(string[] arguments) => arguments switch
    {
        [] => (DefaultRounds, false),
        ["--json", .. var rest] => Parse(rest) with { Json = true },
        ["--rounds", var text, .. var rest] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds is > 0 and <= 10_000 =>
            rest is [] ? (rounds, false) : (rounds, Parse(rest).Json),
        _ => throw new FormatException($"'{arguments[0]}' is unknown or lacks its value, a number from 1 to 10000."),
    };

    /// <param name="ProcessorTimeRatio">Processor time that a chunk costs bare over what it costs here; other load on the machine moves it little.</param>
    private sealed record Row(int Bytes, double MegabytesPerSecond, double BareMegabytesPerSecond, double Ratio, double BestRatio, double ProcessorTimeRatio, double BytesAllocatedPerChunk);
}
