namespace Fard.Actors.Telemetry;

/// <summary>Creates the instruments that report counters, once in a process, when the first member starts.</summary>
internal static class FardInstruments
{
    private static readonly Lazy<bool> Created = new(() =>
    {
        BoardMetrics.Create(FardTelemetry.Meter);
        LinkMetrics.Create(FardTelemetry.Meter);
        HeadGauges.Create(FardTelemetry.Meter);
        return true;
    });

    /// <summary>They are there when this returns.</summary>
    public static void Create() => _ = Created.Value;
}
