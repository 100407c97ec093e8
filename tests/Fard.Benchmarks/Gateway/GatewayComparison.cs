using System.Diagnostics;
using System.Globalization;
using Fard.Gateway.Hosting;

namespace Fard.Benchmarks.Gateway;

/// <summary>
/// <c>gateway</c>: images a second, and the time of one image, through the gateway beside the bare client API: interleaved rounds of one process on an
/// emulated cluster in it. Client, gateway and boards share the processor's cores.
/// </summary>
internal static class GatewayComparison
{
    public const string Usage = "gateway [--rounds N] [--concurrency N] [--json]";

    private const int DefaultRounds = 5;
    private const int BatchImages = 64;
    private const int LatencyCalls = 100;

    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    /// <exception cref="FormatException">The arguments are not the command's.</exception>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (rounds, concurrency, json) = RoundsArguments.Parse(arguments, DefaultRounds);
        await using var cluster = await EmulatedCluster.StartAsync();
        await using var server = await GatewayServer.StartAsync(new GatewaySettings { AnonymousLoopback = true }, cluster.Client);
        using var http = new HttpClient();
        var pixels = new byte[BatchImages * 32 * 32 * 3];
        new Random(1).NextBytes(pixels);
        Caller[] callers = [Caller.Bare(cluster.Client, pixels), Caller.Rest(server, http, pixels), Caller.Grpc(server, http, pixels)];
        foreach (var caller in callers) await RateAsync(caller, concurrency);

        var rates = callers.Select(_ => new List<double>()).ToArray();
        var times = callers.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var index = 0; index < callers.Length; index++) rates[index].Add(await RateAsync(callers[index], concurrency));
            // Call by call in turn, so that what else the machine does meets all alike.
            for (var call = 0; call < LatencyCalls; call++)
            {
                for (var index = 0; index < callers.Length; index++) times[index].Add(await TimeAsync(callers[index]));
            }
        }

        var rows = callers.Select((caller, index) => new Row(caller.Name, Median(rates[index]), Median(rates[index]) / Median(rates[0]), Median(times[index]), Median(times[index]) - Median(times[0]))).ToArray();
        if (json)
        {
            FigureTable.PrintJson(new { cores = Environment.ProcessorCount, rounds, concurrency, batchImages = BatchImages, rows });
            return 0;
        }

        Console.WriteLine($"{EmulatedCluster.Application} on two emulated boards without pace, {Environment.ProcessorCount} cores, {concurrency} callers with {BatchImages} images each, {rounds} rounds; medians");
        Console.WriteLine($"{"",-16} {"images/s",12} {"of client API",14} {"one image, p50",16} {"added",10}");
        foreach (var row in rows)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Name,-16} {row.ImagesPerSecond,12:F0} {row.Ratio,14:P0} {row.Milliseconds,13:F2} ms {row.AddedMilliseconds,7:F2} ms"));
        return 0;
    }

    private static async Task<double> RateAsync(Caller caller, int concurrency)
    {
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
        return images / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task<double> TimeAsync(Caller caller)
    {
        var begun = Stopwatch.GetTimestamp();
        await caller.CallAsync(1);
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private sealed record Row(string Name, double ImagesPerSecond, double Ratio, double Milliseconds, double AddedMilliseconds);
}
