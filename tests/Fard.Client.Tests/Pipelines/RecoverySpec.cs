using Fard.Actors.Jobs;
using Fard.Actors.NodeManagement;

namespace Fard.Client.Tests.Pipelines;

/// <summary>What a job loses without a member being killed: devices, connections, boards that the cluster does not reach for a while, replicas.</summary>
public class RecoverySpec(FiveBoards fixture) : IClassFixture<FiveBoards>
{
    private const int Images = 30;
    private const int Before = 8;

    private TestCluster Cluster => fixture.Cluster;

    private FardClient Client => fixture.Client;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_device_that_fails_moves_its_position(int position)
    {
        var job = await HalfwayAsync("three_stage");
        var failing = Cluster.Boards[await job.BoardAsync(position)].Fpga;
        failing.FailRun = (failing.Images, "a bit flipped");
        Cluster.Release();
        await job.ShouldGiveEveryScoreOnceAsync();
        failing.FailRun = null;
        await Cluster.ShouldBeIdleAsync(Client);
    }

    // The board goes on computing: only its node manager thinks that it is lost, and later that it is back.
    [Fact]
    public async Task A_board_that_was_out_of_reach_and_comes_back_feeds_nothing_old_in()
    {
        var job = await HalfwayAsync("three_stage");
        var lost = await job.BoardAsync(1);
        Cluster.Say(MemberState.Unreachable, lost);
        await Cluster.UntilAsync(async () => (await Client.ListJobsAsync()) is [var running] && !running.Boards.Contains(lost));
        Cluster.Say(MemberState.Reachable, lost);
        Cluster.Release();
        await job.ShouldGiveEveryScoreOnceAsync();
        await Cluster.ShouldBeIdleAsync(Client);
    }

    // Its runs stand still, and so does what it has taken, until the job has gone on without it.
    [Fact]
    public async Task A_board_that_was_paused_is_replaced_and_ends_when_it_goes_on()
    {
        var job = await HalfwayAsync("three_stage");
        var paused = await job.BoardAsync(0);
        Cluster.Say(MemberState.Unreachable, paused);
        Cluster.Release(except: paused);
        await job.ShouldGiveEveryScoreOnceAsync();
        Cluster.Boards[paused].Fpga.Release();
        Cluster.Say(MemberState.Reachable, paused);
        await Cluster.ShouldBeIdleAsync(Client);
        await new WatchedJob(Client, "fan_across", Images).ShouldGiveEveryScoreOnceAsync();
        await Cluster.ShouldBeIdleAsync(Client);
    }

    [Fact]
    public async Task A_replica_that_fails_with_no_other_board_leaves_its_chunks_to_the_rest()
    {
        var job = await HalfwayAsync("fan_across");
        var failing = Cluster.Boards[await job.BoardAsync(1, replica: 0)].Fpga;
        failing.FailRun = (failing.Images, "a bit flipped");
        Cluster.Release();
        await job.ShouldGiveEveryScoreOnceAsync();
        failing.FailRun = null;
        await Cluster.ShouldBeIdleAsync(Client);
    }

    [Fact]
    public async Task The_only_replica_that_is_left_is_needed()
    {
        var job = await HalfwayAsync("fan_across");
        foreach (var (_, board) in Cluster.Boards) board.Fpga.FailRun = (board.Fpga.Images, "a bit flipped");
        Cluster.Release();
        var failed = await Should.ThrowAsync<FardJobException>(job.Completion);
        failed.Failure.ShouldBe(JobFailure.DeviceFailed, failed.Message);
        foreach (var (_, board) in Cluster.Boards) board.Fpga.FailRun = null;
        await Cluster.ShouldBeIdleAsync(Client);
    }

    [Fact]
    public async Task The_callers_time_goes_on_over_attempts()
    {
        Cluster.HoldAfter(Before);
        var job = new WatchedJob(Client, "three_stage", Images, TimeSpan.FromSeconds(2));
        await Cluster.UntilAsync(() => job.Count == Before);
        Cluster.Say(MemberState.Unreachable, await job.BoardAsync(1));
        (await Should.ThrowAsync<FardJobException>(job.Completion)).Failure.ShouldBe(JobFailure.Deadline);
        Cluster.Say(MemberState.Reachable, await job.BoardAsync(1));
        Cluster.Release();
        await Cluster.ShouldBeIdleAsync(Client);
    }

    // Results of the first images are there, and every board of the job holds an image.
    private async Task<WatchedJob> HalfwayAsync(string application)
    {
        // A device that another spec let fail is tested before it is used again, and a held one would not pass.
        await Cluster.UntilAsync(async () => (await Client.ListBoardsAsync()).All(board => board.Healthy));
        Cluster.HoldAfter(Before);
        var job = new WatchedJob(Client, application, Images);
        await Cluster.UntilAsync(() => job.Count >= Before);
        return job;
    }
}
