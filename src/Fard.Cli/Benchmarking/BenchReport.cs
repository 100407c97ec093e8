using System.Globalization;
using Fard.Cli.CommandLine;
using Fard.Planning.Charts;

namespace Fard.Cli.Benchmarking;

/// <summary>What <c>fard bench</c> prints.</summary>
/// <param name="Application">The application.</param>
/// <param name="WindowSeconds">Length of a window.</param>
/// <param name="Devices">Kinds of the FPGAs of the cluster, such as emulated: whose speed this is.</param>
/// <param name="Points">By batch and then concurrency, as measured.</param>
internal sealed record BenchReport(string Application, double WindowSeconds, IReadOnlyList<string> Devices, IReadOnlyList<BenchPoint> Points)
{
    public void Print(Terminal terminal)
    {
        var table = new TextTable("BATCH", "CONCURRENCY", "IMAGES/S", "P50-MS", "P90-MS", "P99-MS", "JOBS", "FAILED", "WINDOWS", "STABLE");
        foreach (var point in Points)
        {
            table.Add(
                Text(point.Batch),
                Text(point.Concurrency),
                Text(point.ImagesPerSecond),
                Text(point.P50Ms),
                Text(point.P90Ms),
                Text(point.P99Ms),
                Text(point.Jobs),
                new Cell(Text(point.Failed), point.Failed > 0 ? Tone.Bad : Tone.Plain),
                Text(point.Windows),
                new Cell(point.Stable ? "yes" : "no", point.Stable ? Tone.Plain : Tone.Warning));
        }

        table.Write(terminal);
        if (Points.FirstOrDefault(point => point.LastFailure is not null)?.LastFailure is { } reason)
            terminal.RawError.WriteLine($"Some jobs failed, the last one because: {reason}");
        if (Points.Any(point => !point.Stable))
            terminal.RawError.WriteLine("Figures that are not stable are no result: use a longer --window, or a machine that does nothing else.");
    }

    /// <summary>Latency over throughput: a line for each batch size, a point for each concurrency.</summary>
    public string ToSvg() => new XyChart(
        $"{Application}: latency over throughput",
        $"measured on {string.Join(", ", Devices)} boards; windows of {Text(WindowSeconds)} s, three within 10 %; concurrency at the points",
        new ChartAxis("images per second"),
        new ChartAxis("99th percentile of latency in ms"),
        [.. Points.GroupBy(point => point.Batch).Select(points => new ChartSeries(
            $"batch {Text(points.Key)}", [.. points.Select(point => new ChartPoint(point.ImagesPerSecond, point.P99Ms, Text(point.Concurrency)))]))]).ToSvg();

    private static string Text(double value) => value.ToString(value >= 100 || value == Math.Floor(value) ? "0" : "0.00", CultureInfo.InvariantCulture);
}
