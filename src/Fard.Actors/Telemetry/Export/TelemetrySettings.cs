using Akka.Configuration;
using Fard.Actors.Members;

namespace Fard.Actors.Telemetry.Export;

/// <summary>Where a member's metrics and traces go (<c>fard.telemetry</c> in the configuration).</summary>
internal sealed record TelemetrySettings
{
    /// <summary>Where a collector takes OTLP; null: nothing is sent.</summary>
    public OtlpSettings? Otlp { get; init; }

    /// <summary>Where Prometheus may ask; null: nowhere.</summary>
    public (string Host, int Port)? Prometheus { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="FardConfigurationException">A value is missing or impossible.</exception>
    public static TelemetrySettings Read(Config config)
    {
        var host = MemberSettings.Text(config, "fard.telemetry.prometheus.host");
        var port = MemberSettings.Count(config, "fard.telemetry.prometheus.port", 0, 65_535);
        return new TelemetrySettings { Otlp = ReadOtlp(config), Prometheus = host.Length == 0 ? null : (host, port) };
    }

    private static OtlpSettings? ReadOtlp(Config config)
    {
        var endpoint = MemberSettings.Text(config, "fard.telemetry.otlp-endpoint");
        var protocol = MemberSettings.Text(config, "fard.telemetry.otlp-protocol");
        if (protocol is not (OtlpSettings.Http or OtlpSettings.Grpc))
            throw new FardConfigurationException($"fard.telemetry.otlp-protocol is '{protocol}'; expected {OtlpSettings.Http} or {OtlpSettings.Grpc}.");
        var settings = new OtlpSettings(
            endpoint,
            protocol,
            MemberSettings.Text(config, "fard.telemetry.otlp-headers"),
            MemberSettings.Time(config, "fard.telemetry.export-interval"),
            MemberSettings.Rate(config, "fard.telemetry.sample-ratio", 1));
        if (endpoint.Length == 0) return null;
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? settings
            : throw new FardConfigurationException($"fard.telemetry.otlp-endpoint is '{endpoint}'; expected an address such as http://collector:4318.");
    }
}

/// <summary>A collector that takes OTLP.</summary>
/// <param name="Endpoint">Its address without the paths of the signals, such as <c>http://collector:4318</c>.</param>
/// <param name="Protocol"><see cref="Http"/> or <see cref="Grpc"/>.</param>
/// <param name="Headers">Headers of each request, <c>name=value</c> with commas between.</param>
/// <param name="Interval">How often metrics are sent; spans wait no longer.</param>
/// <param name="SampleRatio">The share of the traces that begin in this process, 0 to 1; of others, who began them decides.</param>
internal sealed record OtlpSettings(string Endpoint, string Protocol, string Headers, TimeSpan Interval, double SampleRatio)
{
    public const string Http = "http/protobuf";
    public const string Grpc = "grpc";
}
