using System.Text.Json;
using Fard.MultiNode.Tests.Processes;

namespace Fard.MultiNode.Tests.Cli;

/// <summary>The commands that look at a cluster, against a head and two boards.</summary>
[Collection(nameof(RealProcesses))]
public sealed class ObserveSpec : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fard-observe-");

    [Fact]
    public async Task A_job_that_nobody_follows_any_more_goes_on_and_can_be_come_back_to()
    {
        // 100 images take some seconds at this clock: time to look, to detach and to come back.
        await using var cluster = await ClusterByHand.StartAsync(boards: 2, BoardConfiguration.Write(_folder, "fard.board { pace = board, pace-clock-mhz = 4 }"));
        cluster.Set("XDG_DATA_HOME", _folder.FullName);
        var samples = ClusterByHand.Installed("samples", "cifar10");

        var follow = cluster.Start("jobs", "submit", "--app", "two_stage_bnn_app", "--images", samples, "--follow");
        await follow.WaitForLineAsync(line => line.Contains(": running", StringComparison.Ordinal), ClusterByHand.Timeout);
        follow.Signal("INT");
        (await follow.WaitForExitAsync(ClusterByHand.Timeout)).ShouldBe(130, follow.Log);
        follow.Log.ShouldContain("Detached. Job");

        using var jobs = await JsonAsync(cluster, "jobs", "list", "--json");
        var job = jobs.RootElement.EnumerateArray().Single();
        var id = job.GetProperty("id").GetString()!;
        follow.Log.ShouldContain(id);
        job.GetProperty("positions").GetArrayLength().ShouldBe(2);
        var (exitCode, back) = await cluster.RunAsync("jobs", "follow", id[..8]);
        exitCode.ShouldBe(0, back.Log + cluster.Logs);
        back.Output.ShouldContain("100 images by two_stage_bnn_app");

        using var boards = await JsonAsync(cluster, "boards", "list", "--json");
        boards.RootElement.EnumerateArray().Select(board => board.GetProperty("state").GetString()).ShouldBe(["healthy", "healthy"]);
        boards.RootElement.EnumerateArray().Sum(board => board.GetProperty("fpgas")[0].GetProperty("images").GetInt64()).ShouldBeGreaterThan(0);
        (exitCode, var described) = await cluster.RunAsync("jobs", "describe", id[..8]);
        exitCode.ShouldBe(0, described.Log);
        described.Output.ShouldContain("loading bitstream");
        (exitCode, var events) = await cluster.RunAsync("events", "--job", id);
        exitCode.ShouldBe(0, events.Log);
        events.Output.ShouldContain("job-done");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<JsonDocument> JsonAsync(ClusterByHand cluster, params string[] arguments)
    {
        var (exitCode, process) = await cluster.RunAsync(arguments);
        exitCode.ShouldBe(0, process.Log + cluster.Logs);
        return JsonDocument.Parse(process.Output);
    }
}
