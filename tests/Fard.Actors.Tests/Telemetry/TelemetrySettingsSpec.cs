using Akka.Configuration;
using Fard.Actors.Members;
using Fard.Actors.Telemetry.Export;

namespace Fard.Actors.Tests.Telemetry;

public class TelemetrySettingsSpec
{
    [Fact]
    public void Nothing_is_told_by_default()
    {
        var settings = Read("");

        settings.Otlp.ShouldBeNull();
        settings.Prometheus.ShouldBeNull();
    }

    [Fact]
    public void What_is_set_is_read()
    {
        var settings = Read("""
            otlp-endpoint = "http://collector:4318", otlp-headers = "a=b", export-interval = 3s, sample-ratio = 0.5
            prometheus { host = "127.0.0.1", port = 0 }
            """);

        settings.Otlp.ShouldBe(new OtlpSettings("http://collector:4318", OtlpSettings.Http, "a=b", TimeSpan.FromSeconds(3), 0.5));
        settings.Prometheus.ShouldBe(("127.0.0.1", 0));
    }

    [Theory]
    [InlineData("otlp-endpoint = \"collector:4318\"", "otlp-endpoint")]
    [InlineData("otlp-endpoint = \"ftp://collector\"", "otlp-endpoint")]
    [InlineData("otlp-protocol = json", "otlp-protocol")]
    [InlineData("sample-ratio = 1.5", "sample-ratio")]
    [InlineData("export-interval = 0s", "export-interval")]
    [InlineData("prometheus.port = 70000", "prometheus.port")]
    public void What_is_impossible_is_named(string hocon, string key) =>
        Should.Throw<FardConfigurationException>(() => Read(hocon)).Message.ShouldContain($"fard.telemetry.{key}");

    private static TelemetrySettings Read(string hocon) =>
        TelemetrySettings.Read(FardConfig.WithReference(ConfigurationFactory.ParseString($"fard.telemetry {{ {hocon} }}")));
}
