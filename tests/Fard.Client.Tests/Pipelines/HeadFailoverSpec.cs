using Akka.Actor;
using Akka.Cluster.Sharding;
using Fard.Actors.Jobs;
using Fard.Actors.Members;

namespace Fard.Client.Tests.Pipelines;

/// <summary>The head with the node manager is killed while jobs run and wait.</summary>
public class HeadFailoverSpec
{
    private const string Grace = "fard.head.registration-grace = 2s";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_running_job_goes_on_when_its_node_manager_dies(bool coordinatorDiesToo)
    {
        await using var cluster = await TestCluster.StartAsync(boards: 2, Grace, heads: 2);
        var client = await cluster.ConnectAsync("client");
        await client.ListBoardsAsync(atLeast: 2);
        var id = await JobOnAsync(cluster, client, head: coordinatorDiesToo ? 0 : 1);
        cluster.HoldAfter(4);
        var job = new WatchedJob(client, "two_stage", 12, id: id);
        await cluster.UntilAsync(() => job.Count == 4);

        await TestCluster.KillAsync(cluster.Heads[0]);
        await cluster.UntilAsync(async () => (await client.ListJobsAsync()) is [{ Phase: JobPhase.Running } restored] && restored.Job == id);
        (await client.ListBoardsAsync(atLeast: 2)).ShouldAllBe(board => board.Leases.Single() == id);
        cluster.Release();
        await job.ShouldGiveEveryScoreOnceAsync();
        await cluster.ShouldBeIdleAsync(client);
    }

    [Fact]
    public async Task Results_flow_on_while_there_is_no_node_manager()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 2, Grace, heads: 2);
        var client = await cluster.ConnectAsync("client");
        await client.ListBoardsAsync(atLeast: 2);
        cluster.HoldAfter(4);
        var job = new WatchedJob(client, "two_stage", 12);
        await cluster.UntilAsync(() => job.Count == 4);
        await TestCluster.KillAsync(cluster.Heads[0]);
        cluster.Release();
        await job.ShouldGiveEveryScoreOnceAsync();
        await cluster.ShouldBeIdleAsync(client);
    }

    [Fact]
    public async Task Jobs_that_wait_are_submitted_again_and_run_once()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 2, Grace, heads: 2);
        var client = await cluster.ConnectAsync("client");
        await client.ListBoardsAsync(atLeast: 2);
        var before = Computed(cluster);
        cluster.Hold();
        var jobs = Enumerable.Range(1, 4).Select(images => new WatchedJob(client, "two_stage", images)).ToArray();
        await cluster.UntilAsync(async () => (await client.ListJobsAsync()).Length == 4 && cluster.Boards.Values.Any(board => board.Fpga.InFlight > 0));

        await TestCluster.KillAsync(cluster.Heads[0]);
        await cluster.UntilAsync(async () => (await client.ListJobsAsync()).Length == 4);
        cluster.Release();
        foreach (var job in jobs) await job.ShouldGiveEveryScoreOnceAsync();
        await cluster.ShouldBeIdleAsync(client);
        // The two boards run one job at a time, so one, of at most 4 images, is caught in the middle. Its next attempt may compute again what the client did not
        // have yet, in both positions, also when the boards went on with the first attempt until then. The others wait, and run once.
        const int images = 1 + 2 + 3 + 4, positions = 2, most = 4;
        (Computed(cluster) - before).ShouldBeInRange(images * positions, (images + most) * positions);
    }

    [Fact]
    public async Task A_head_that_leaves_hands_its_jobs_over()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 2, Grace, heads: 2);
        var client = await cluster.ConnectAsync("client");
        await client.ListBoardsAsync(atLeast: 2);
        cluster.HoldAfter(4);
        var job = new WatchedJob(client, "two_stage", 12);
        await cluster.UntilAsync(() => job.Count == 4);
        await cluster.Heads[0].StopAsync().WaitAsync(TestCluster.Patience);
        cluster.Release();
        await job.ShouldGiveEveryScoreOnceAsync();
        await cluster.ShouldBeIdleAsync(client);
    }

    private static int Computed(TestCluster cluster) => cluster.Boards.Values.Sum(board => board.Fpga.Images);

    // Where the coordinator of a job is follows from its id: jobs are run until every head has shards, then one is found for the head that is wanted.
    private static async Task<JobId> JobOnAsync(TestCluster cluster, FardClient client, int head)
    {
        while (true)
        {
            await new WatchedJob(client, "two_stage", 1).ShouldGiveEveryScoreOnceAsync();
            var region = ShardedPipelines.RegionOf(cluster.Heads[head].System);
            var state = await region.Ask<CurrentShardRegionState>(GetShardRegionState.Instance, TestCluster.Patience);
            if (state.Shards.Count == 0) continue;
            var shard = state.Shards.First().ShardId;
            while (true)
            {
                var id = JobId.New();
                if (ShardedPipelines.ShardOf(cluster.Heads[head].System, id) == shard) return id;
            }
        }
    }
}
