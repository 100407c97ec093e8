using Fard.MultiNode.Tests.Cli;
using Fard.MultiNode.Tests.Processes;

namespace Fard.MultiNode.Tests.Runtime;

/// <summary>Members that are lost in the middle of a job, as processes: the job's client sees the same scores, once, in order, as if nothing had happened.</summary>
public sealed class LostMemberSpec(LostMemberSpec.Fast shared) : IClassFixture<LostMemberSpec.Fast>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fard-lost-");

    [Fact]
    public async Task A_job_whose_board_is_killed_goes_on_on_another()
    {
        var cluster = await shared.WithBoardsAsync(3);
        var idle = UsedBy(cluster);
        var job = new LongJob(_folder);
        var running = cluster.Start(job.Submit(shared.ClientConfiguration));
        await job.UntilScoresArriveAsync();

        BusiestSince(idle).Signal("KILL");

        (await running.WaitForExitAsync(ClusterByHand.Timeout)).ShouldBe(0, running.Log + cluster.Logs);
        await job.ShouldHaveItsScoresAsync();
    }

    [Fact]
    public async Task A_job_whose_board_stands_still_goes_on_on_another()
    {
        var cluster = await shared.WithBoardsAsync(3);
        var idle = UsedBy(cluster);
        var job = new LongJob(_folder);
        var running = cluster.Start(job.Submit(shared.ClientConfiguration));
        await job.UntilScoresArriveAsync();
        var board = BusiestSince(idle);

        await board.PauseAsync();

        (await running.WaitForExitAsync(ClusterByHand.Timeout)).ShouldBe(0, running.Log + cluster.Logs);
        await job.ShouldHaveItsScoresAsync();

        // It was given up while it stood still, and finds that out.
        await board.ResumeAsync();
        (await board.WaitForExitAsync(ClusterByHand.Timeout)).ShouldNotBe(0, board.Log);
    }

    [Fact]
    public async Task A_job_goes_on_when_the_head_with_the_node_manager_is_killed()
    {
        var configurations = new FastConfigurations(_folder);
        await using var cluster = await ClusterByHand.StartAsync(2, configurations.Head, 2, configurations.Board);
        var job = new LongJob(_folder);
        var running = cluster.Start(job.Submit(configurations.Client));
        await job.UntilScoresArriveAsync();

        cluster.Members[0].Signal("KILL");

        (await running.WaitForExitAsync(ClusterByHand.Timeout)).ShouldBe(0, running.Log + cluster.Logs);
        await job.ShouldHaveItsScoresAsync();
        var (exitCode, later) = await cluster.RunAsync(
            "submit", "--app", "two_stage_bnn_app", "--images", ClusterByHand.Installed("samples", "cifar10", "cat-0000.png"), "--config", configurations.Client);
        exitCode.ShouldBe(0, later.Log + cluster.Logs);
    }

    [Fact]
    public async Task The_boards_of_a_killed_client_are_free_again()
    {
        var cluster = await shared.WithBoardsAsync(2);
        var job = new LongJob(_folder, images: 50_000);
        var running = cluster.Start(job.Submit(shared.ClientConfiguration));
        await job.UntilScoresArriveAsync();

        running.Signal("KILL");

        // Both boards were the lost client's: this job waits until they are free.
        var (exitCode, later) = await cluster.RunAsync(
            "submit", "--app", "two_stage_bnn_app", "--images", ClusterByHand.Installed("samples", "cifar10", "cat-0000.png"), "--config", shared.ClientConfiguration);
        exitCode.ShouldBe(0, later.Log + cluster.Logs);
    }

    /// <summary>A short failure detector, and boards that are not paced.</summary>
    public sealed class Fast : SharedCluster
    {
        internal string ClientConfiguration { get; private set; } = "";

        protected override (string Head, string Board) Configure()
        {
            var configurations = new FastConfigurations(Folder);
            ClientConfiguration = configurations.Client;
            return (configurations.Head, configurations.Board);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Dictionary<FardProcess, TimeSpan> UsedBy(ClusterByHand cluster) => cluster.Boards.ToDictionary(board => board, board => board.ProcessorTime);

    private static FardProcess BusiestSince(Dictionary<FardProcess, TimeSpan> idle) => idle.Keys.MaxBy(board => board.ProcessorTime - idle[board])!;
}
