using System.Diagnostics.Metrics;
using Fard.Actors.Telemetry;
using Fard.Client.Tests.Pipelines;

namespace Fard.Client.Tests.Telemetry;

/// <summary>docs/telemetry.md has every metric with its unit, and no other.</summary>
public class TelemetryPageSpec
{
    [Fact]
    public async Task The_page_lists_the_metrics_that_there_are()
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                lock (found) if (instrument.Meter.Name == FardTelemetry.Name) found[instrument.Name] = instrument.Unit ?? "";
            },
        };
        listener.Start();
        await using var cluster = await TestCluster.StartAsync(boards: 2);
        await new WatchedJob(await cluster.ConnectAsync("client"), "two_stage", 3).ShouldGiveEveryScoreOnceAsync();

        lock (found) TelemetryPage.Metrics().ToDictionary(metric => metric.Name, metric => metric.Unit).ShouldBe(found, ignoreOrder: true);
    }
}
