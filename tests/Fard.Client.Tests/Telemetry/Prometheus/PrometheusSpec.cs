using System.Diagnostics;
using Fard.Actors.Tests.TestBoards;
using Fard.Client.Tests.Pipelines;

namespace Fard.Client.Tests.Telemetry.Prometheus;

/// <summary>Prometheus itself takes the text of members.</summary>
public class PrometheusSpec
{
    private const string Listen = "fard.telemetry.prometheus { host = \"127.0.0.1\", port = 0 }\n";

    [PrometheusFact]
    public async Task Prometheus_scrapes_members_and_its_checker_finds_nothing_in_their_text()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 1, Listen);
        await cluster.AddBoardAsync("board-1", Listen);
        var client = await cluster.ConnectAsync("client");
        (await client.SendJobDataAllAsync("two_stage", JobData.FromPackedStream(TinyNetwork.Images(8), 8))).Images.Count.ShouldBe(8);
        var (head, board) = (cluster.Head.MetricsEndpoint.ShouldNotBeNull(), cluster.Boards["board-1"].Member.MetricsEndpoint.ShouldNotBeNull());

        await using var prometheus = PrometheusServer.Start(head, board);
        await cluster.UntilAsync(async () =>
        {
            prometheus.HasExited.ShouldBeFalse();
            var up = await prometheus.QueryAsync("up{job=\"fard\"}");
            var images = await prometheus.QueryAsync("fard_device_images_total{fard_board=\"board-1\"}");
            // Members of one process tell the same counters, so both targets have the board's.
            return up.Count == 2 && up.All(value => value == 1) && images.Count == 2 && images.All(value => value >= 8);
        });
        (await prometheus.QueryAsync("histogram_quantile(0.5, sum by (le) (fard_job_duration_seconds_bucket))")).Count.ShouldBe(1);

        using var http = new HttpClient();
        // .NET's runtime has gauges such as dotnet.timer.count, whose end Prometheus would keep for histograms: those names are not ours.
        (await CheckAsync(await http.GetStringAsync(new Uri($"http://{head}/metrics")))).Where(line => !line.StartsWith("dotnet_", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    // What it has to say, line by line.
    private static async Task<string[]> CheckAsync(string metrics)
    {
        using var tool = Process.Start(new ProcessStartInfo(PrometheusFactAttribute.Tool, ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = Task.WhenAll(tool.StandardOutput.ReadToEndAsync(), tool.StandardError.ReadToEndAsync());
        await tool.StandardInput.WriteAsync(metrics);
        tool.StandardInput.Close();
        await tool.WaitForExitAsync();
        return string.Concat(await said).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
