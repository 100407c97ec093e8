using Fard.Actors.Jobs;

namespace Fard.Client.Tests.Pipelines;

/// <summary>Boards that are killed while a job runs on them: the job goes on elsewhere and gives every score once, in order.</summary>
public class LostMemberSpec
{
    private const int Images = 30;
    private const int Before = 8;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_board_that_dies_is_replaced_and_the_job_goes_on(int position)
    {
        await using var cluster = await TestCluster.StartAsync(boards: 4);
        var (client, job) = await HalfwayAsync(cluster, boards: 4);
        await TestCluster.KillAsync(cluster.Boards[await job.BoardAsync(position)].Member);
        cluster.Release();
        await job.ShouldGiveEveryScoreOnceAsync();
        await cluster.ShouldBeIdleAsync(client);
    }

    [Fact]
    public async Task Two_boards_that_die_at_once_are_replaced()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 5);
        var (client, job) = await HalfwayAsync(cluster, boards: 5);
        await Task.WhenAll(
            TestCluster.KillAsync(cluster.Boards[await job.BoardAsync(0)].Member), TestCluster.KillAsync(cluster.Boards[await job.BoardAsync(2)].Member));
        cluster.Release();
        await job.ShouldGiveEveryScoreOnceAsync();
        await cluster.ShouldBeIdleAsync(client);
    }

    [Fact]
    public async Task Without_another_board_the_job_fails_and_a_new_board_runs_the_next()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 3);
        var (client, job) = await HalfwayAsync(cluster, boards: 3);
        await TestCluster.KillAsync(cluster.Boards[await job.BoardAsync(1)].Member);
        var failure = await Should.ThrowAsync<FardJobException>(job.Completion);
        failure.Failure.ShouldBe(JobFailure.BoardLost, failure.Message);
        failure.Message.ShouldContain("no other board");
        cluster.Release();

        await cluster.AddBoardAsync("board-3");
        await cluster.UntilAsync(async () => (await client.ListBoardsAsync()).Count(board => board.Reachable) == 3);
        await new WatchedJob(client, "three_stage", 6).ShouldGiveEveryScoreOnceAsync();
        await cluster.ShouldBeIdleAsync(client);
    }

    // Results of the first images are there, and every board holds an image.
    private static async Task<(FardClient Client, WatchedJob Job)> HalfwayAsync(TestCluster cluster, int boards)
    {
        var client = await cluster.ConnectAsync("client");
        await client.ListBoardsAsync(atLeast: boards);
        cluster.HoldAfter(Before);
        var job = new WatchedJob(client, "three_stage", Images);
        await cluster.UntilAsync(() => job.Count == Before);
        return (client, job);
    }
}
