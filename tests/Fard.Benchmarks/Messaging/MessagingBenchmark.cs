using System.Globalization;

namespace Fard.Benchmarks.Messaging;

/// <summary>
/// <c>messaging</c>: FARD's benchmark. 182 messages in a window of a second, which the receivers echo, in 60 runs: to one peer, to a task's two peers, to the
/// application with two receivers. And the highest rate of a window at which no message is lost.
/// </summary>
internal static class MessagingBenchmark
{
    public const string Usage = "messaging [--scope unicast|multicast|broadcast] [--runs N] [--messages N] [--rate] [--json]";

    private const int WarmUps = 3;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    /// <exception cref="FormatException">The arguments are not the command's.</exception>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var options = Options.Parse(arguments);
        await using var cluster = await MessagingCluster.StartAsync();
        if (!options.Json) Console.WriteLine($"Three boards in one process over loopback, {Environment.ProcessorCount} cores; times from firing to the last echo, in milliseconds");
        var rows = new List<object>();
        foreach (var scope in options.Scopes) rows.Add(options.Rate ? await HighestRateAsync(cluster.Sender, scope, options) : await MeasureAsync(cluster.Sender, scope, options));
        if (options.Json) FigureTable.PrintJson(new { cores = Environment.ProcessorCount, options.Runs, options.Messages, rows });
        return 0;
    }

    private static async Task<object> MeasureAsync(SenderTask sender, MessageScope scope, Options options)
    {
        var (times, lost) = (new List<double>(), 0);
        for (var run = -WarmUps; run < options.Runs; run++)
        {
            var result = await MessagingRun.RunAsync(sender, scope, options.Messages, run < 0 ? Window / 4 : Window);
            if (run < 0) continue;
            times.AddRange(result.Milliseconds);
            lost += result.Lost;
        }

        times.Sort();
        var mean = times.Average();
        var deviation = Math.Sqrt(times.Sum(time => (time - mean) * (time - mean)) / times.Count);
        var row = new { scope = $"{scope}", mean, median = times[times.Count / 2], deviation, p99 = times[(int)(times.Count * 0.99)], answered = times.Count, lost };
        if (!options.Json)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scope,-10} mean {mean:F3}  median {row.median:F3}  standard deviation {deviation:F3}  p99 {row.p99:F3}  answered {row.answered}  lost {lost}  ({options.Runs} runs of {options.Messages} messages)"));
        return row;
    }

    // Doubles the rate until something is lost or the sender cannot fire so many in a window; then halves the interval to within a twentieth.
    private static async Task<object> HighestRateAsync(SenderTask sender, MessageScope scope, Options options)
    {
        var (good, bad, reason) = (0, 0, "");
        for (var rate = options.Messages; bad == 0 || bad - good > bad / 20; rate = bad == 0 ? 2 * rate : (good + bad) / 2)
        {
            var result = await MessagingRun.RunAsync(sender, scope, rate, Window);
            var late = result.Window > Window * 1.05;
            if (result.Lost == 0 && !late) good = rate;
            else (bad, reason) = (rate, result.Lost > 0 ? $"{result.Lost} lost" : $"the sender needed {result.Window.TotalSeconds:F2} s");
        }

        if (!options.Json) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scope,-10} highest rate without a loss: {good} messages/s; at {bad} messages/s: {reason}"));
        return new { scope = $"{scope}", highestRate = good, failedRate = bad, reason };
    }

    private sealed record Options(MessageScope[] Scopes, int Runs, int Messages, bool Rate, bool Json)
    {
        public static Options Parse(string[] arguments)
        {
            var options = new Options(Enum.GetValues<MessageScope>(), 60, 182, false, false);
            for (var index = 0; index < arguments.Length; index++)
            {
                options = arguments[index] switch
                {
                    "--json" => options with { Json = true },
                    "--rate" => options with { Rate = true },
                    "--runs" => options with { Runs = Number(10_000) },
                    "--messages" => options with { Messages = Number(1_000_000) },
                    "--scope" when ++index < arguments.Length && Enum.TryParse<MessageScope>(arguments[index], ignoreCase: true, out var scope) => options with { Scopes = [scope] },
                    var other => throw new FormatException($"'{other}' is unknown or lacks its value."),
                };

                int Number(int most) =>
                    ++index < arguments.Length && int.TryParse(arguments[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most
                        ? number
                        : throw new FormatException($"{arguments[index - 1]} lacks its value, a number from 1 to {most}.");
            }

            return options;
        }
    }
}
