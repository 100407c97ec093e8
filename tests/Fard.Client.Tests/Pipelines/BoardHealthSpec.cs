using Fard.Actors.Boards;
using Fard.Actors.Tests.TestBoards;
using Fard.Hardware.Accelerators.Faults;

namespace Fard.Client.Tests.Pipelines;

/// <summary>Boards whose devices fail or hang, boards that leave and boards that join, beside jobs.</summary>
public class BoardHealthSpec
{
    [Fact]
    public async Task Jobs_on_flaky_devices_end_with_their_own_scores()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 0);
        for (var board = 0; board < 4; board++)
        {
            var rates = new FaultRates { Fail = 0.2, LoadFail = 0.1, Seed = board };
            await cluster.AddBoardAsync($"board-{board}", change: setup => setup with { Accelerators = [new FlakyAccelerator(setup.Accelerators[0], rates)] });
        }

        var client = await cluster.ConnectAsync("client");
        await client.ListBoardsAsync(atLeast: 4);
        for (var round = 0; round < 5; round++)
        {
            var jobs = Enumerable.Range(1, 4).Select(job => new WatchedJob(client, "two_stage", 4 * job + round)).ToArray();
            foreach (var job in jobs) await job.ShouldGiveEveryScoreOnceAsync();
        }

        await cluster.ShouldBeIdleAsync(client);
    }

    [Fact]
    public async Task A_device_that_fails_for_good_is_left_out_until_it_works_again()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 3);
        var client = await cluster.ConnectAsync("client");
        await client.ListBoardsAsync(atLeast: 3);
        var fpga = cluster.Boards["board-0"].Fpga;
        fpga.FailRun = (2, "a bit flipped");
        await new WatchedJob(client, "two_stage", 8).ShouldGiveEveryScoreOnceAsync();
        await cluster.UntilAsync(async () => (await StatusAsync(client, "board-0")) is { Healthy: false, Board.Fpgas: [{ Fault: var fault }] } && fault.Contains("a bit flipped"));
        var job = new WatchedJob(client, "two_stage", 3);
        await job.ShouldGiveEveryScoreOnceAsync();
        (await job.BoardAsync(0)).ShouldNotBe("board-0");
        fpga.FailRun = null;
        await cluster.UntilAsync(async () => (await StatusAsync(client, "board-0")).Healthy);
        await cluster.ShouldBeIdleAsync(client);
    }

    [Fact]
    public async Task A_device_that_hangs_is_cut_and_its_job_goes_on_elsewhere()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 2);
        var hanging = await cluster.AddBoardAsync("a-board", change: setup => setup with { Devices = setup.Devices with { RunTimeoutFloor = TimeSpan.FromMilliseconds(300), RunTimeoutFactor = 1 } });
        var client = await cluster.ConnectAsync("client");
        await client.ListBoardsAsync(atLeast: 3);
        hanging.HoldAfter(3);
        var job = new WatchedJob(client, "two_stage", 8);
        await job.ShouldGiveEveryScoreOnceAsync();
        (await job.Placed).Positions.ShouldContain(position => position.Replicas[0].Board == "a-board");
        (await StatusAsync(client, "a-board")).Board.Fpgas[0].Fault.ShouldContain("hangs");
        hanging.Release();
        await cluster.UntilAsync(async () => (await StatusAsync(client, "a-board")).Healthy);
        await cluster.ShouldBeIdleAsync(client);
    }

    [Fact]
    public async Task A_board_that_leaves_finishes_its_job_first()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 2);
        var client = await cluster.ConnectAsync("client");
        await client.ListBoardsAsync(atLeast: 2);
        cluster.HoldAfter(3);
        var job = new WatchedJob(client, "two_stage", 8);
        await cluster.UntilAsync(() => job.Count == 3);
        var leaving = cluster.Boards["board-0"].Member.StopAsync();
        await cluster.UntilAsync(async () => (await StatusAsync(client, "board-0")).Leaving);
        leaving.IsCompleted.ShouldBeFalse();
        cluster.Release();
        await job.ShouldGiveEveryScoreOnceAsync();
        await leaving.WaitAsync(TestCluster.Patience);
        cluster.Boards.Values.Sum(board => board.Fpga.Images).ShouldBe(2 * 8);
        await cluster.UntilAsync(async () => (await client.ListBoardsAsync()).Length == 1);
        await cluster.ShouldBeIdleAsync(client);
    }

    [Fact]
    public async Task Boards_that_join_take_the_jobs_that_wait_at_once()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 2);
        var client = await cluster.ConnectAsync("client");
        await client.ListBoardsAsync(atLeast: 2);
        cluster.Hold();
        var held = new WatchedJob(client, "two_stage", 2);
        await held.Placed;
        var waiting = new WatchedJob(client, "two_stage", 3);
        await cluster.UntilAsync(async () => (await client.ListJobsAsync()).Length == 2);
        await cluster.AddBoardAsync("board-2");
        await cluster.AddBoardAsync("board-3");
        await waiting.ShouldGiveEveryScoreOnceAsync();
        held.Count.ShouldBe(0);
        cluster.Release();
        await held.ShouldGiveEveryScoreOnceAsync();
        await cluster.ShouldBeIdleAsync(client);
    }

    private static async Task<BoardStatus> StatusAsync(FardClient client, string board) => (await client.ListBoardsAsync()).Single(status => status.Board.Name == board);
}
