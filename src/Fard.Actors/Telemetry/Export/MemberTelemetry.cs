using System.Net;
using Fard.Actors.Telemetry.Prometheus;

namespace Fard.Actors.Telemetry.Export;

/// <summary>What one member tells of itself, where its configuration asks for it.</summary>
internal sealed class MemberTelemetry : IAsyncDisposable
{
    private readonly OtlpExport? _otlp;
    private readonly MetricsListener? _prometheus;

    private MemberTelemetry(OtlpExport? otlp, MetricsListener? prometheus)
    {
        _otlp = otlp;
        _prometheus = prometheus;
    }

    /// <summary>Where Prometheus may ask; null: nowhere.</summary>
    public IPEndPoint? MetricsEndpoint => _prometheus?.Endpoint;

    /// <summary>Begins to tell.</summary>
    /// <param name="service">What the member is, such as <c>fard-board</c>.</param>
    /// <param name="instance">Which one it is: its address.</param>
    /// <exception cref="Members.FardConfigurationException">The listener's address cannot be bound.</exception>
    public static MemberTelemetry Start(TelemetrySettings settings, string service, string instance)
    {
        FardInstruments.Create();
        var prometheus = settings.Prometheus is var (host, port)
            ? MetricsListener.Start(host, port, new MetricsCollector(MetricsCollector.MemberMeters), TimeProvider.System)
            : null;
        return new MemberTelemetry(settings.Otlp is { } otlp ? OtlpExport.Acquire(otlp, service, instance) : null, prometheus);
    }

    public async ValueTask DisposeAsync()
    {
        if (_prometheus is not null) await _prometheus.DisposeAsync();
        // It waits for the collector.
        if (_otlp is not null) await Task.Run(_otlp.Release);
    }
}
