using System.Diagnostics;
using System.Globalization;
using System.Net;
using Fard.Actors.Members;
using Fard.Benchmarks.Gateway;

namespace Fard.Benchmarks.Telemetry;

/// <summary>
/// <c>telemetry</c>: images a second of one pipeline on an emulated cluster in this process, with its telemetry off and on (every trace sampled, OTLP to a
/// collector that throws it away, the text for Prometheus asked for each second). Collector and scraper share the processor's cores with the cluster.
/// </summary>
internal static class TelemetryOverhead
{
    public const string Usage = "telemetry [--rounds N] [--concurrency N] [--json]";

    private const int DefaultRounds = 7;
    private const int BatchImages = 64;

    // Longer than the time between two scrapes, and than the time between two exports.
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ScrapeInterval = TimeSpan.FromSeconds(1);

    /// <exception cref="FormatException">The arguments are not the command's.</exception>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (rounds, concurrency, json) = RoundsArguments.Parse(arguments, DefaultRounds);
        await using var collector = await DiscardingCollector.StartAsync();
        var on = $$"""fard.telemetry { otlp-endpoint = {{FardConfig.Quote(collector.Address)}}, export-interval = 1s, sample-ratio = 1, prometheus { host = "127.0.0.1", port = 0 } }""";
        var pixels = new byte[BatchImages * 32 * 32 * 3];
        new Random(1).NextBytes(pixels);
        await MeasureAsync("", pixels, concurrency);

        var (rates, ratios, scrapes) = ((Off: new List<double>(), On: new List<double>()), new List<double>(), 0);
        for (var round = 0; round < rounds; round++)
        {
            // A process has one source of spans, which a member with telemetry makes sample for all: so each measurement has a cluster of its own, and the
            // order of the two changes from round to round.
            var first = await MeasureAsync(round % 2 == 0 ? "" : on, pixels, concurrency);
            var second = await MeasureAsync(round % 2 == 0 ? on : "", pixels, concurrency);
            var (off, with) = round % 2 == 0 ? (first, second) : (second, first);
            rates.Off.Add(off.Rate);
            rates.On.Add(with.Rate);
            ratios.Add(with.Rate / off.Rate);
            scrapes += with.Scrapes;
        }

        if (collector.Requests == 0 || scrapes == 0) throw new InvalidOperationException($"{collector.Requests} exports and {scrapes} scrapes: the telemetry was not on.");
        var result = new
        {
            cores = Environment.ProcessorCount,
            rounds,
            concurrency,
            batchImages = BatchImages,
            off = Median(rates.Off),
            on = Median(rates.On),
            ratio = Median(ratios),
            lowest = ratios.Min(),
            highest = ratios.Max(),
            exports = collector.Requests,
            exportedBytes = collector.Bytes,
            scrapes,
        };
        if (json) FigureTable.PrintJson(result);
        else Print(result.off, result.on, ratios, $"{Environment.ProcessorCount} cores, {concurrency} callers with {BatchImages} images each, {rounds} pairs of {Slice.TotalSeconds} s; {collector.Requests} exports with {collector.Bytes} bytes, {scrapes} scrapes");
        return 0;
    }

    private static void Print(double off, double on, List<double> ratios, string conditions)
    {
        Console.WriteLine($"{EmulatedCluster.Application} on two emulated boards without pace, {conditions}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"telemetry off  {off,10:F0} images/s, median"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"telemetry on   {on,10:F0} images/s, median"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"on / off       {Median(ratios),10:F4} median of the pairs ({ratios.Min():F4} to {ratios.Max():F4}): overhead {1 - Median(ratios):P1}"));
    }

    private static async Task<(double Rate, int Scrapes)> MeasureAsync(string telemetry, byte[] pixels, int concurrency)
    {
        await using var cluster = await EmulatedCluster.StartAsync($"akka.loglevel = ERROR\n{telemetry}");
        var caller = Caller.Bare(cluster.Client, pixels);
        // The first job loads the boards.
        await caller.CallAsync(BatchImages);
        using var ended = new CancellationTokenSource();
        var scraping = ScrapeAsync(cluster.MetricsEndpoints, ended.Token);
        var begun = Stopwatch.GetTimestamp();
        var images = 0;
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(begun) < Slice)
            {
                await caller.CallAsync(BatchImages);
                Interlocked.Add(ref images, BatchImages);
            }
        })));
        var rate = images / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await ended.CancelAsync();
        return (rate, await scraping);
    }

    // As Prometheus does: every member, each second.
    private static async Task<int> ScrapeAsync(IReadOnlyList<IPEndPoint> endpoints, CancellationToken cancellationToken)
    {
        if (endpoints.Count == 0) return 0;
        using var http = new HttpClient();
        using var timer = new PeriodicTimer(ScrapeInterval);
        var scrapes = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                foreach (var endpoint in endpoints)
                {
                    await http.GetStringAsync(new Uri($"http://{endpoint}/metrics"), cancellationToken);
                    scrapes++;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement has ended.
        }

        return scrapes;
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
