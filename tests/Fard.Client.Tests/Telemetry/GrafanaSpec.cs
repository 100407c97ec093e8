using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fard.Actors.Telemetry;
using Fard.Actors.Telemetry.Prometheus;
using Fard.Client.Tests.Pipelines;

namespace Fard.Client.Tests.Telemetry;

/// <summary>docs/grafana-fard.json asks only for what members tell.</summary>
public partial class GrafanaSpec
{
    [Fact]
    public async Task Every_metric_in_the_dashboards_queries_is_one_of_the_page_under_its_name_in_Prometheus()
    {
        var instruments = new ConcurrentQueue<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => instruments.Enqueue(instrument) };
        listener.Start();
        await using var cluster = await TestCluster.StartAsync(boards: 2);
        await new WatchedJob(await cluster.ConnectAsync("client"), "two_stage", 3).ShouldGiveEveryScoreOnceAsync();

        var documented = TelemetryPage.Metrics().Select(metric => metric.Name).ToHashSet(StringComparer.Ordinal);
        var series = instruments.Where(instrument => instrument.Meter.Name == FardTelemetry.Name && documented.Contains(instrument.Name)).SelectMany(Series).ToHashSet(StringComparer.Ordinal);
        var asked = Queries().SelectMany(query => MetricName().Matches(Labels().Replace(query, ""))).Select(match => match.Value).Distinct().ToArray();
        asked.Length.ShouldBeGreaterThan(10);
        asked.Except(series).ShouldBeEmpty();
    }

    [Fact]
    public void Every_panel_has_a_title_a_description_a_unit_and_a_place_of_its_own()
    {
        using var dashboard = Read();
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToArray();
        foreach (var panel in panels)
        {
            panel.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
            panel.GetProperty("description").GetString().ShouldNotBeNullOrEmpty();
            panel.GetProperty("fieldConfig").GetProperty("defaults").GetProperty("unit").GetString().ShouldNotBeNullOrEmpty();
        }

        panels.Select(panel => panel.GetProperty("id").GetInt32()).ShouldBeUnique();
        panels.Select(panel => (panel.GetProperty("gridPos").GetProperty("x").GetInt32(), panel.GetProperty("gridPos").GetProperty("y").GetInt32())).ShouldBeUnique();
    }

    // The names of an instrument's series.
    private static string[] Series(Instrument instrument)
    {
        var kind = instrument.GetType().GetGenericTypeDefinition();
        var name = PrometheusText.Name(instrument.Name, instrument.Unit, isCounter: kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>));
        return kind == typeof(Histogram<>) ? [$"{name}_bucket", $"{name}_sum", $"{name}_count"] : [name];
    }

    private static string[] Queries()
    {
        using var dashboard = Read();
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!)];
    }

    private static JsonDocument Read() => JsonDocument.Parse(File.ReadAllText(TelemetryPage.Docs("grafana-fard.json")));

    // Labels begin as metrics do: they stand in parentheses behind "by", or in braces.
    [GeneratedRegex(@"by \([^)]*\)|\{[^}]*\}")]
    private static partial Regex Labels();

    [GeneratedRegex(@"\bfard_\w+")]
    private static partial Regex MetricName();
}
