namespace Fard.Actors.Telemetry.Prometheus;

/// <summary>The values of one metric under one set of labels.</summary>
/// <param name="bounds">Upper bounds of the buckets of a histogram, rising; null: a plain number.</param>
internal sealed class MetricSeries(double[]? bounds)
{
    private readonly long[] _buckets = bounds is null ? [] : new long[bounds.Length + 1];
    private double _sum;

    public void Add(double value)
    {
        _sum += value;
        if (bounds is null) return;
        var bucket = 0;
        while (bucket < bounds.Length && value > bounds[bucket]) bucket++;
        _buckets[bucket]++;
    }

    public void Write(TextWriter writer, string name, string labels)
    {
        if (bounds is null)
        {
            writer.Write($"{name}{PrometheusText.Braces(labels)} {PrometheusText.Number(_sum)}\n");
            return;
        }

        var before = labels.Length == 0 ? "" : $"{labels},";
        long count = 0;
        for (var bucket = 0; bucket < _buckets.Length; bucket++)
        {
            count += _buckets[bucket];
            var bound = bucket < bounds.Length ? bounds[bucket] : double.PositiveInfinity;
            writer.Write($"{name}_bucket{{{before}le=\"{PrometheusText.Number(bound)}\"}} {count}\n");
        }

        writer.Write($"{name}_sum{PrometheusText.Braces(labels)} {PrometheusText.Number(_sum)}\n");
        writer.Write($"{name}_count{PrometheusText.Braces(labels)} {count}\n");
    }
}
