using System.Diagnostics.Metrics;
using System.Globalization;

namespace Fard.Actors.Telemetry.Prometheus;

/// <summary>
/// Keeps the present value of every metric of some meters and writes them in Prometheus' text format, version 0.0.4. Counters in the runtime are only read
/// when somebody collects; what is measured in between is a few times for each job.
/// </summary>
public sealed class MetricsCollector : IDisposable
{
    /// <summary>What <see cref="Write"/> writes, for an HTTP answer.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock _gate = new();
    private readonly HashSet<string> _meters;
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    /// <param name="meters">Names of meters.</param>
    public MetricsCollector(params IEnumerable<string> meters)
    {
        _meters = [.. meters];
        FardInstruments.Create();
        _listener.InstrumentPublished = OnPublished;
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, state) => Record(state, (double)value, tags));
        _listener.Start();
    }

    /// <summary>The meters that a member reports: Fard's own, that of the remoting, and .NET's.</summary>
    public static IReadOnlyList<string> MemberMeters { get; } = [FardTelemetry.Name, "Akka.Remote", "System.Runtime"];

    /// <summary>Collects and writes everything, metric by metric in the order of their names.</summary>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        // One collection at a time: observed values are those of one moment.
        lock (_gate)
        {
            foreach (var family in _families.Values) family.BeginCollection();
            _listener.RecordObservableInstruments();
            foreach (var family in _families.Values) family.Write(writer);
        }
    }

    /// <summary>Collects everything into a text.</summary>
    public string Collect()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        text.NewLine = "\n";
        Write(text);
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void OnPublished(Instrument instrument, MeterListener listener)
    {
        if (!_meters.Contains(instrument.Meter.Name) || MetricFamily.TryCreate(instrument) is not { } family) return;
        lock (_gate)
        {
            // A second instrument of the same name adds to the first, as two members of one process do.
            if (_families.TryGetValue(family.Name, out var known)) family = known;
            else _families.Add(family.Name, family);
        }

        listener.EnableMeasurementEvents(instrument, family);
    }

    private void Record(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = PrometheusText.Labels(tags);
        lock (_gate) ((MetricFamily)state!).Record(value, labels);
    }
}
