using System.Diagnostics.Metrics;

namespace Fard.Actors.Telemetry.Prometheus;

/// <summary>One metric with its series, one for each set of labels. Not safe for several threads.</summary>
internal sealed class MetricFamily
{
    /// <summary>Most series of a metric, as in OpenTelemetry; what more sets of labels would take is one series that says so.</summary>
    internal const int MaxSeries = 2000;

    private const string Overflow = "otel_metric_overflow=\"true\"";

    // OpenTelemetry's, for histograms that say nothing.
    private static readonly double[] DefaultBounds = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];

    private readonly string _type;
    private readonly string _help;
    private readonly double[]? _bounds;
    private readonly bool _isObserved;
    private readonly Dictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    private MetricFamily(string name, string type, string help, double[]? bounds, bool isObserved)
    {
        Name = name;
        _type = type;
        _help = help;
        _bounds = bounds;
        _isObserved = isObserved;
    }

    /// <summary>Its name in Prometheus.</summary>
    public string Name { get; }

    /// <summary>The family of an instrument; null: one of a kind that Prometheus has no type for.</summary>
    public static MetricFamily? TryCreate(Instrument instrument)
    {
        var kind = instrument.GetType();
        if (!kind.IsGenericType) return null;
        kind = kind.GetGenericTypeDefinition();
        var (isCounter, isHistogram) = (kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>), kind == typeof(Histogram<>));
        var isGauge = kind == typeof(UpDownCounter<>) || kind == typeof(ObservableUpDownCounter<>) || kind == typeof(Gauge<>) || kind == typeof(ObservableGauge<>);
        if (!isCounter && !isHistogram && !isGauge) return null;
        return new MetricFamily(
            PrometheusText.Name(instrument.Name, instrument.Unit, isCounter),
            isCounter ? "counter" : isHistogram ? "histogram" : "gauge",
            instrument.Description ?? instrument.Name,
            isHistogram ? BoundsOf(instrument) : null,
            instrument.IsObservable);
    }

    /// <summary>Observed values are to come anew: a series that is not observed any more is gone.</summary>
    public void BeginCollection()
    {
        if (_isObserved) _series.Clear();
    }

    public void Record(double value, string labels)
    {
        if (!_series.TryGetValue(labels, out var series))
        {
            if (_series.Count >= MaxSeries) labels = Overflow;
            if (!_series.TryGetValue(labels, out series)) _series.Add(labels, series = new MetricSeries(_bounds));
        }

        series.Add(value);
    }

    public void Write(TextWriter writer)
    {
        if (_series.Count == 0) return;
        writer.Write($"# HELP {Name} {PrometheusText.Help(_help)}\n# TYPE {Name} {_type}\n");
        foreach (var (labels, series) in _series.OrderBy(series => series.Key, StringComparer.Ordinal)) series.Write(writer, Name, labels);
    }

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        _ => DefaultBounds,
    };
}
