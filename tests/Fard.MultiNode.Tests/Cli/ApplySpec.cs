using System.Text.Json;
using Fard.MultiNode.Tests.Processes;

namespace Fard.MultiNode.Tests.Cli;

/// <summary>Plans deployed to a cluster of real processes.</summary>
public sealed class ApplySpec : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fard-apply-");

    [Fact]
    public async Task Deploys_a_plan_runs_a_job_on_it_and_plans_again_when_a_board_comes()
    {
        var configuration = BoardConfiguration.Write(_folder, "");
        await using var cluster = await ClusterByHand.StartAsync(boards: 1, configuration);
        var sample = Directory.EnumerateFiles(ClusterByHand.Installed("samples", "cifar10")).First();

        var watch = cluster.Start("plan", "--network", "cnvW2A2", "--boards", "cluster", "--app", "planned_app", "--apply", "--watch");
        await watch.WaitForLineAsync(line => line.Contains("deployed planned_app version 1", StringComparison.Ordinal), ClusterByHand.Timeout);
        var (exitCode, submit) = await cluster.RunAsync("submit", "--app", "planned_app", "--images", sample);
        exitCode.ShouldBe(0, submit.Log + cluster.Logs);

        await cluster.AddBoardAsync(configuration);
        var line = await watch.WaitForLineAsync(text => text.StartsWith("boards +", StringComparison.Ordinal), ClusterByHand.Timeout);
        line.ShouldContain("planned_app version 2, 868.1 -> 1,736.1 images/s");
        (exitCode, submit) = await cluster.RunAsync("submit", "--app", "planned_app", "--images", sample);
        exitCode.ShouldBe(0, submit.Log + cluster.Logs);

        watch.Signal("INT");
        (await watch.WaitForExitAsync(ClusterByHand.Timeout)).ShouldBe(130, watch.Log);

        // The same plan keeps its version.
        (exitCode, var again) = await cluster.RunAsync("plan", "--network", "cnvW2A2", "--boards", "cluster", "--app", "planned_app", "--apply", "--json");
        exitCode.ShouldBe(0, again.Log + cluster.Logs);
        using var json = JsonDocument.Parse(again.Output);
        json.RootElement.GetProperty("plan").GetProperty("modelled").GetBoolean().ShouldBeTrue();
        var deployed = json.RootElement.GetProperty("deployed")[0];
        (deployed.GetProperty("name").GetString(), deployed.GetProperty("version").GetInt64()).ShouldBe(("planned_app", 2));
        deployed.GetProperty("next").GetString().ShouldStartWith("fard submit --app planned_app");
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
