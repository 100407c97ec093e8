using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Fard.Client.Tests.Telemetry.Prometheus;

/// <summary>A server of Prometheus on loopback with a folder of its own, which asks its targets each second.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private PrometheusServer(Process process, DirectoryInfo folder, int port)
    {
        _process = process;
        _folder = folder;
        _http.BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
    }

    /// <summary>Whether the process has ended, as it does when its port is taken.</summary>
    public bool HasExited => _process.HasExited;

    public static PrometheusServer Start(params IPEndPoint[] targets)
    {
        var folder = Directory.CreateTempSubdirectory("fard-prometheus-");
        var configuration = Path.Combine(folder.FullName, "prometheus.yml");
        File.WriteAllText(configuration, $"""
            global: {"{ scrape_interval: 1s, scrape_timeout: 1s }"}
            scrape_configs:
              - job_name: fard
                static_configs:
                  - targets: [{string.Join(", ", targets.Select(target => $"'{target}'"))}]
            """);
        var port = FreePort();
        var start = new ProcessStartInfo(PrometheusFactAttribute.Server)
        {
            ArgumentList =
            {
                $"--config.file={configuration}", $"--storage.tsdb.path={Path.Combine(folder.FullName, "data")}",
                string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"), "--log.level=error",
            },
            WorkingDirectory = folder.FullName,
        };
        return new PrometheusServer(Process.Start(start)!, folder, port);
    }

    /// <summary>The values that a query gives now, one for each series; empty: none, or the server does not answer yet.</summary>
    public async Task<IReadOnlyList<double>> QueryAsync(string query)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri($"api/v1/query?query={Uri.EscapeDataString(query)}", UriKind.Relative));
            if (!answer.IsSuccessStatusCode) return [];
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
            return [.. json.RootElement.GetProperty("data").GetProperty("result").EnumerateArray()
                .Select(series => double.Parse(series.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture))];
        }
        catch (HttpRequestException)
        {
            return [];
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
