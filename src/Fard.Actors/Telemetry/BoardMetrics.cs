using System.Diagnostics.Metrics;

namespace Fard.Actors.Telemetry;

/// <summary>Reports the counters in <see cref="ActivityRegistry"/>: read only when somebody collects.</summary>
internal static class BoardMetrics
{
    private static readonly KeyValuePair<string, object?> Computing = new(TelemetryTags.PositionState, "computing");
    private static readonly KeyValuePair<string, object?> Starved = new(TelemetryTags.PositionState, "starved");
    private static readonly KeyValuePair<string, object?> Blocked = new(TelemetryTags.PositionState, "blocked");

    /// <summary>Creates the instruments.</summary>
    public static void Create(Meter meter)
    {
        meter.CreateObservableCounter("fard.device.runs", () => Devices(device => device.Runs), "{run}", "Chunks that FPGAs computed.");
        meter.CreateObservableCounter("fard.device.images", () => Devices(device => device.Images), "{image}", "Images that FPGAs computed.");
        meter.CreateObservableCounter("fard.device.busy.time", () => Devices(device => device.Busy.TotalSeconds), "s", "Time in which FPGAs had at least one run under way.");
        meter.CreateObservableCounter("fard.device.loads", () => Devices(device => device.Loads), "{load}", "Bitstreams that FPGAs loaded.");
        meter.CreateObservableCounter("fard.device.load.time", () => Devices(device => device.Loading.TotalSeconds), "s", "Time that loads of bitstreams took, those that failed among them.");
        meter.CreateObservableCounter("fard.device.failures", () => Devices(device => device.Failures), "{failure}", "Runs and loads of FPGAs that failed, those that were repeated among them.");

        meter.CreateObservableCounter("fard.position.chunks", () => Positions(position => position.Chunks), "{chunk}", "Chunks that positions of jobs forwarded.");
        meter.CreateObservableCounter("fard.position.time", Times, "s", "What the time of positions went into: computing, starved of chunks, blocked by the position after.");
        meter.CreateObservableUpDownCounter("fard.position.queued", () => Positions(position => (long)position.Queued), "{chunk}", "Chunks that wait in the input queues of positions.");
    }

    private static IEnumerable<Measurement<T>> Devices<T>(Func<Devices.DeviceCounters, T> value)
        where T : struct
    {
        foreach (var (board, fpga, counters) in ActivityRegistry.Process.Devices())
            yield return new(value(counters), new(TelemetryTags.Board, board), new(TelemetryTags.Fpga, fpga));
    }

    private static IEnumerable<Measurement<T>> Positions<T>(Func<PositionReading, T> value)
        where T : struct
    {
        foreach (var (key, reading) in ActivityRegistry.Process.Positions()) yield return new(value(reading), Tags(key));
    }

    private static IEnumerable<Measurement<double>> Times()
    {
        foreach (var (key, reading) in ActivityRegistry.Process.Positions())
        {
            yield return new(reading.Computing.TotalSeconds, [.. Tags(key), Computing]);
            yield return new(reading.Starved.TotalSeconds, [.. Tags(key), Starved]);
            yield return new(reading.Blocked.TotalSeconds, [.. Tags(key), Blocked]);
        }
    }

    private static KeyValuePair<string, object?>[] Tags(PositionKey key) =>
    [
        new(TelemetryTags.Board, key.Board), new(TelemetryTags.Fpga, key.Fpga), new(TelemetryTags.Application, key.Application), new(TelemetryTags.Position, key.Position),
    ];
}
