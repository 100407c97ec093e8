using System.Globalization;
using System.Text;
using System.Text.Json;
using Fard.Networks.Description;
using Fard.Planning.Timing.Fifos;

namespace Fard.Planning.Reports;

/// <summary>What the depth of FIFOs costs, as text and JSON.</summary>
public static class FifoReports
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <param name="network">The network.</param>
    /// <param name="clockHertz">The clock of its kernel.</param>
    /// <param name="timings">By depth.</param>
    public static string Text(NetworkDescription network, long clockHertz, IReadOnlyList<(int Depth, FifoTiming Timing)> timings)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(timings);
        var table = new TextTable("FIFO words", "interval cycles", "images/s", "latency cycles", "simulated RTL", "error %");
        foreach (var (depth, timing) in timings)
        {
            var simulated = network == NetworkCatalog.CnvW2A2 && PublishedIntervals.SimulatedRtl.TryGetValue(depth, out var cycles) ? cycles : (double?)null;
            table.Add(
                depth.ToString(CultureInfo.InvariantCulture),
                timing.IntervalCycles.ToString("#,0.#", CultureInfo.InvariantCulture),
                (clockHertz / timing.IntervalCycles).ToString("#,0.0", CultureInfo.InvariantCulture),
                timing.LatencyCycles.ToString("#,0", CultureInfo.InvariantCulture),
                simulated?.ToString("#,0", CultureInfo.InvariantCulture) ?? "",
                simulated is { } known ? (100 * ((timing.IntervalCycles / known) - 1)).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture) : "");
        }

        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{network.Name}, whole, at {clockHertz / 1e6:0.#} MHz by the words of every FIFO between layers; modelled\n\n")
            .Append(table).ToString();
    }

    public static string Json(NetworkDescription network, IReadOnlyList<(int Depth, FifoTiming Timing)> timings)
    {
        ArgumentNullException.ThrowIfNull(network);
        return JsonSerializer.Serialize(
            new { Network = network.Name, Modelled = true, Depths = timings.Select(timing => new { timing.Depth, timing.Timing.IntervalCycles, timing.Timing.LatencyCycles }) },
            Options);
    }
}
