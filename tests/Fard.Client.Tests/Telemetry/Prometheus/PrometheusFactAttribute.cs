namespace Fard.Client.Tests.Telemetry.Prometheus;

/// <summary>A fact that runs Prometheus's own programs; skipped where one is missing.</summary>
public sealed class PrometheusFactAttribute : FactAttribute
{
    /// <summary>Where Debian's package has them.</summary>
    public const string Server = "/usr/bin/prometheus";

    /// <summary>Checks a text of metrics, among others.</summary>
    public const string Tool = "/usr/bin/promtool";

    public PrometheusFactAttribute()
    {
        if (!File.Exists(Server) || !File.Exists(Tool)) Skip = $"There is no {Server} or {Tool} (Debian: apt install prometheus).";
    }
}
