using Fard.Actors.Applications;
using Fard.Actors.Messages;

namespace Fard.Client.Tests.Pipelines;

/// <summary>Applications deployed to a running cluster.</summary>
public class DeploymentSpec
{
    private const string Whole = """{ job-name = all, layers = "0..3", bitstream = tiny, board = pynq-z1 }""";

    [Fact]
    public async Task The_next_head_knows_what_was_deployed_and_a_running_job_finishes_on_its_plan()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 3, "fard.head.registration-grace = 2s", heads: 2);
        var client = await cluster.ConnectAsync("client");
        await client.ListBoardsAsync(atLeast: 3);
        cluster.HoldAfter(4);
        var running = new WatchedJob(client, "two_stage", 12);
        await cluster.UntilAsync(() => running.Count == 4);

        (await client.DeployApplicationAsync(Application("two_stage", Whole))).ShouldBe(new ApplicationDeployed("two_stage", 1));
        (await client.DeployApplicationAsync(Application("planned", Whole))).ShouldBe(new ApplicationDeployed("planned", 1));
        var late = await cluster.AddHeadAsync();
        await cluster.UntilAsync(() => KnowsAsync(cluster, client));

        await TestCluster.KillAsync(cluster.Heads[0]);
        await cluster.UntilAsync(async () => (await client.ListBoardsAsync(atLeast: 3)).Count(board => board.Leases.Single() is not null) == 2);
        (await client.ListApplicationsAsync()).Where(application => application.Version == 1).Select(application => application.Name).ShouldBe(["two_stage", "planned"]);
        cluster.Release();
        await running.ShouldGiveEveryScoreOnceAsync();
        (await running.Placed).Positions.Length.ShouldBe(2);
        foreach (var name in new[] { "two_stage", "planned" })
        {
            var job = new WatchedJob(client, name, 5);
            await job.ShouldGiveEveryScoreOnceAsync();
            (await job.Placed).Positions.Length.ShouldBe(1);
        }

        late.WhenTerminated.IsCompleted.ShouldBeFalse();
        await cluster.ShouldBeIdleAsync(client);
    }

    [Fact]
    public async Task A_refusal_says_why()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 0);
        var client = await cluster.ConnectAsync("client");
        (await Should.ThrowAsync<ApplicationConfigurationException>(() => client.DeployApplicationAsync(Application("planned", "")))).Message.ShouldContain("0 entries");
        // The client finds networks that the head does not know.
        var other = FardClient.Of(cluster.Head, new ClientSettings(), name => name == "other" ? Fard.Actors.Tests.TestBoards.TinyNetwork.Description : null);
        await using (other)
        {
            (await Should.ThrowAsync<FardDeploymentException>(() => other.DeployApplicationAsync(Application("planned", Whole, "other")))).Message.ShouldContain("there is no network 'other'");
        }
    }

    // Sharing goes from head to head beside the answer: wait until every head has it.
    private static async Task<bool> KnowsAsync(TestCluster cluster, FardClient client) =>
        (await client.ListApplicationsAsync()).Count(application => application.Version == 1) == 2 && cluster.Heads.All(head => head.Applications!.Deployed.Length == 2);

    private static string Application(string name, string positions, string network = "tiny") =>
        $"fard.head.applications.{name} {{ network = {network}, positions = [{positions}] }}";
}
