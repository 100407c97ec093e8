using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Fard.Actors.Telemetry.Export;

/// <summary>Sends the metrics and spans of this process to a collector. Members of one process that have the same collector share it, or each span would be sent twice.</summary>
internal sealed class OtlpExport
{
    // How long the last data may take on its way when the member stops: a collector that is away must not keep it.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    private static readonly Lock Gate = new();
    private static readonly Dictionary<OtlpSettings, OtlpExport> Shared = [];

    private readonly OtlpSettings _settings;
    private readonly TracerProvider _tracer;
    private readonly MeterProvider _meter;
    private int _users;

    private OtlpExport(OtlpSettings settings, ResourceBuilder resource)
    {
        _settings = settings;
        _tracer = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(FardTelemetry.Name)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(settings.SampleRatio)))
            .AddOtlpExporter(options =>
            {
                Configure(options, "v1/traces");
                options.BatchExportProcessorOptions = new() { ScheduledDelayMilliseconds = Milliseconds(TimeSpan.FromSeconds(Math.Min(5, settings.Interval.TotalSeconds))) };
            })
            .Build();
        _meter = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter([.. Prometheus.MetricsCollector.MemberMeters])
            .AddOtlpExporter((options, reader) =>
            {
                Configure(options, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = Milliseconds(settings.Interval);
            })
            .Build();
    }

    /// <summary>Begins to send, or joins a member of this process that does.</summary>
    /// <param name="service">What the member is, such as <c>fard-board</c>.</param>
    /// <param name="instance">Which one it is: its address.</param>
    public static OtlpExport Acquire(OtlpSettings settings, string service, string instance)
    {
        lock (Gate)
        {
            if (!Shared.TryGetValue(settings, out var export))
            {
                var resource = ResourceBuilder.CreateEmpty()
                    .AddService(service, "fard", typeof(OtlpExport).Assembly.GetName().Version?.ToString(3), autoGenerateServiceInstanceId: false, instance)
                    .AddAttributes([new("host.name", Environment.MachineName), new("process.pid", Environment.ProcessId)])
                    .AddTelemetrySdk();
                Shared.Add(settings, export = new OtlpExport(settings, resource));
            }

            export._users++;
            return export;
        }
    }

    /// <summary>The member stops: what it has not sent is sent, unless the collector is away.</summary>
    public void Release()
    {
        lock (Gate)
        {
            if (--_users > 0) return;
            Shared.Remove(_settings);
        }

        _tracer.Shutdown(Milliseconds(Farewell));
        _meter.Shutdown(Milliseconds(Farewell));
        _tracer.Dispose();
        _meter.Dispose();
    }

    private static int Milliseconds(TimeSpan time) => (int)Math.Min(time.TotalMilliseconds, int.MaxValue);

    private void Configure(OtlpExporterOptions options, string path)
    {
        var isHttp = _settings.Protocol == OtlpSettings.Http;
        options.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        options.Endpoint = isHttp ? new Uri($"{_settings.Endpoint.TrimEnd('/')}/{path}") : new Uri(_settings.Endpoint);
        options.TimeoutMilliseconds = Milliseconds(Farewell);
        if (_settings.Headers.Length > 0) options.Headers = _settings.Headers;
    }
}
