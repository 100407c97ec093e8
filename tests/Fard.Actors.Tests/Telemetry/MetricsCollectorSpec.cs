using System.Diagnostics.Metrics;
using Fard.Actors.Telemetry.Prometheus;

namespace Fard.Actors.Tests.Telemetry;

public sealed class MetricsCollectorSpec : IDisposable
{
    private readonly Meter _meter = new($"spec-{Guid.NewGuid():N}");
    private readonly MetricsCollector _collector;

    public MetricsCollectorSpec() => _collector = new MetricsCollector(_meter.Name);

    [Fact]
    public void Counters_add_up_by_labels()
    {
        var counter = _meter.CreateCounter<long>("spec.images", "{image}", "Images\nof the spec.");
        counter.Add(3, new KeyValuePair<string, object?>("board", "b1"));
        counter.Add(4, new KeyValuePair<string, object?>("board", "b1"));
        counter.Add(1, new KeyValuePair<string, object?>("board", "b0"));

        _collector.Collect().ShouldBe("""
            # HELP spec_images_total Images\nof the spec.
            # TYPE spec_images_total counter
            spec_images_total{board="b0"} 1
            spec_images_total{board="b1"} 7

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Histograms_count_what_is_at_or_below_each_bound()
    {
        var histogram = _meter.CreateHistogram("spec.wait", "s", "Waits.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var value in (double[])[0.05, 0.1, 0.5, 7]) histogram.Record(value);

        _collector.Collect().ShouldBe("""
            # HELP spec_wait_seconds Waits.
            # TYPE spec_wait_seconds histogram
            spec_wait_seconds_bucket{le="0.1"} 2
            spec_wait_seconds_bucket{le="1"} 3
            spec_wait_seconds_bucket{le="+Inf"} 4
            spec_wait_seconds_sum 7.65
            spec_wait_seconds_count 4

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Observed_series_go_when_they_are_not_observed_any_more()
    {
        var boards = new List<string> { "b1", "b2" };
        _meter.CreateObservableUpDownCounter("spec.queued", () => boards.Select(board => new Measurement<int>(5, new KeyValuePair<string, object?>("board", board))));

        _collector.Collect().ShouldContain("spec_queued{board=\"b2\"} 5");
        boards.Remove("b2");
        var after = _collector.Collect();
        after.ShouldContain("spec_queued{board=\"b1\"} 5");
        after.ShouldNotContain("b2");
    }

    [Fact]
    public void Too_many_sets_of_labels_end_in_one_series_that_says_so()
    {
        var counter = _meter.CreateCounter<int>("spec.many");
        for (var i = 0; i < MetricFamily.MaxSeries + 10; i++) counter.Add(1, new KeyValuePair<string, object?>("i", i));

        _collector.Collect().ShouldContain("spec_many_total{otel_metric_overflow=\"true\"} 10");
    }

    [Fact]
    public void Other_meters_are_left_out()
    {
        using var other = new Meter("spec-other");
        other.CreateCounter<int>("spec.other").Add(1);

        _collector.Collect().ShouldBeEmpty();
    }

    public void Dispose()
    {
        _collector.Dispose();
        _meter.Dispose();
    }
}
