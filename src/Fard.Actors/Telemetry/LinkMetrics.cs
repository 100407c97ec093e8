using System.Diagnostics.Metrics;

namespace Fard.Actors.Telemetry;

/// <summary>Reports <see cref="LinkCounters"/>: read only when somebody collects.</summary>
internal static class LinkMetrics
{
    private static readonly KeyValuePair<string, object?> Transmit = new(TelemetryTags.Direction, "transmit");
    private static readonly KeyValuePair<string, object?> Receive = new(TelemetryTags.Direction, "receive");

    /// <summary>Creates the instruments.</summary>
    public static void Create(Meter meter)
    {
        meter.CreateObservableCounter(
            "fard.link.io", () => Both(LinkCounters.Sent.Bytes, LinkCounters.Received.Bytes), "By", "Bytes of frames on data connections, headers among them.");
        meter.CreateObservableCounter(
            "fard.link.chunks", () => Both(LinkCounters.Sent.Chunks, LinkCounters.Received.Chunks), "{chunk}", "Chunks on data connections, those that were sent again among them.");
        meter.CreateObservableCounter("fard.link.credit.waits", () => LinkCounters.CreditWaits, "{wait}", "Chunks that could not be sent before the receiver gave credit.");
        meter.CreateObservableCounter("fard.link.credit.wait.time", () => LinkCounters.CreditWait.TotalSeconds, "s", "Time that chunks waited for credit.");
        meter.CreateObservableUpDownCounter("fard.link.open_connections", () => LinkCounters.Open, "{connection}", "Data connections that are open.");
        meter.CreateObservableCounter("fard.link.connection.opened", () => LinkCounters.Opened, "{connection}", "Data connections that were opened.");
        meter.CreateObservableCounter("fard.link.connection.lost", () => LinkCounters.Lost, "{connection}", "Data connections that broke.");
        meter.CreateObservableCounter("fard.link.duplicates", () => LinkCounters.Duplicates, "{chunk}", "Chunks that came twice and were dropped.");
    }

    private static Measurement<long>[] Both(long sent, long received) => [new(sent, Transmit), new(received, Receive)];
}
