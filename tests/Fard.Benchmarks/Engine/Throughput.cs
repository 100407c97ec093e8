using System.Diagnostics;
using System.Globalization;

namespace Fard.Benchmarks.Engine;

/// <summary>Measures how many operations a second something does, in rounds of about equal length.</summary>
/// <param name="run">Does so many operations and completes when they are done.</param>
internal sealed class Throughput(Func<int, Task> run)
{
    private static readonly TimeSpan RoundLength = TimeSpan.FromMilliseconds(400);

    /// <summary>Operations a second of each round.</summary>
    public List<double> Rates { get; } = [];

    /// <summary>Bytes that the whole process allocated per operation, in the round with the fewest.</summary>
    public double BytesPerOperation { get; private set; } = double.MaxValue;

    /// <summary>Processor time of the whole process per operation, over all rounds; other load on the machine moves it little.</summary>
    public double ProcessorNanoseconds { get; private set; }

    /// <summary>What an operation costs.</summary>
    public string Costs => string.Create(
        CultureInfo.InvariantCulture, $"{BytesPerOperation:F1} bytes allocated, {ProcessorNanoseconds:F0} ns of processor time each");

    public async Task MeasureAsync(int rounds)
    {
        var operations = await CalibrateAsync();
        var processor = Environment.CpuUsage.TotalTime;
        for (var round = 0; round < rounds; round++)
        {
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            Rates.Add(await RateAsync(operations));
            BytesPerOperation = Math.Min(BytesPerOperation, (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / operations);
        }

        ProcessorNanoseconds = (Environment.CpuUsage.TotalTime - processor).TotalNanoseconds / rounds / operations;
    }

    /// <summary>Warms up (tiered compilation included) and answers how many operations fill a round.</summary>
    private async Task<int> CalibrateAsync()
    {
        var (operations, start) = (1000, Stopwatch.GetTimestamp());
        while (true)
        {
            var wanted = await RateAsync(operations) * RoundLength.TotalSeconds;
            if (Stopwatch.GetElapsedTime(start) > 3 * RoundLength && operations > wanted / 3) return (int)Math.Max(1000, wanted);
            operations = (int)Math.Clamp(wanted, operations / 2, operations * 4.0);
        }
    }

    private async Task<double> RateAsync(int operations)
    {
        var start = Stopwatch.GetTimestamp();
        await run(operations);
        return operations / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
