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

        var page = File.ReadLines(Page()).Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 3 && cells[1].StartsWith("`fard.", StringComparison.Ordinal))
            .ToDictionary(cells => cells[1].Trim('`'), cells => cells[2]);
        lock (found) page.ShouldBe(found, ignoreOrder: true);
    }

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Fard.Actors.sln"))) folder = folder.Parent;
        return Path.Combine(folder.ShouldNotBeNull().FullName, "docs", "telemetry.md");
    }
}
