using System.Diagnostics.Metrics;

namespace Fard.Actors.Telemetry;

/// <summary>
/// What a node manager has now: it writes after each message that it takes, whoever collects reads. Of several node managers in one process, which only
/// tests have, the last is reported.
/// </summary>
internal sealed class HeadGauges
{
    private static HeadGauges? _present;
    private static Instrument? _counted;
    private int _queued;
    private int _running;
    private FpgaCounts _fpgas = new(0, 0, 0, 0);

    /// <summary>Creates the instruments.</summary>
    public static void Create(Meter meter)
    {
        meter.CreateObservableUpDownCounter("fard.job.queued", () => Read(gauges => gauges._queued), "{job}", "Jobs that wait for boards.");
        meter.CreateObservableUpDownCounter("fard.job.running", () => Read(gauges => gauges._running), "{job}", "Jobs that have boards.");
        _counted = meter.CreateObservableUpDownCounter("fard.fpgas", Fpgas, "{fpga}", "FPGAs of the registered boards, by what they can be used for.");
    }

    /// <summary>Whether anybody collects: where nobody does, nothing needs to be counted.</summary>
    public static bool AreCollected => _counted?.Enabled == true;

    /// <summary>A node manager starts here.</summary>
    public static HeadGauges Start()
    {
        var gauges = new HeadGauges();
        Volatile.Write(ref _present, gauges);
        return gauges;
    }

    public void Set(int queued, int running, FpgaCounts fpgas)
    {
        Volatile.Write(ref _queued, queued);
        Volatile.Write(ref _running, running);
        Volatile.Write(ref _fpgas, fpgas);
    }

    /// <summary>The node manager stops here.</summary>
    public void Stop() => Interlocked.CompareExchange(ref _present, null, this);

    private static IEnumerable<Measurement<int>> Read(Func<HeadGauges, int> value) => Volatile.Read(ref _present) is { } gauges ? [new(value(gauges))] : [];

    private static IEnumerable<Measurement<int>> Fpgas()
    {
        if (Volatile.Read(ref _present) is not { } gauges) return [];
        var fpgas = Volatile.Read(ref gauges._fpgas);
        return [Of(fpgas.Free, "free"), Of(fpgas.Leased, "leased"), Of(fpgas.Unhealthy, "unhealthy"), Of(fpgas.Unavailable, "unavailable")];

        static Measurement<int> Of(int count, string state) => new(count, new KeyValuePair<string, object?>(TelemetryTags.FpgaState, state));
    }
}

/// <summary>FPGAs by what they can be used for.</summary>
/// <param name="Free">No job has them.</param>
/// <param name="Leased">A job has them.</param>
/// <param name="Unhealthy">They failed.</param>
/// <param name="Unavailable">Their board is not reachable, or leaves.</param>
internal sealed record FpgaCounts(int Free, int Leased, int Unhealthy, int Unavailable);
