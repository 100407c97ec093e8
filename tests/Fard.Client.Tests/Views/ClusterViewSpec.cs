using Akka.Event;
using Fard.Actors.Jobs;
using Fard.Actors.Observation;
using Fard.Actors.Tests.TestBoards;
using Fard.Client.Tests.Pipelines;

namespace Fard.Client.Tests.Views;

public class ClusterViewSpec
{
    [Fact]
    public async Task Shows_the_cluster_its_jobs_and_what_has_happened()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 2, "fard.jobs.report-interval = 100ms\n");
        var client = await cluster.ConnectAsync("client");
        var view = client.View;
        await client.ListBoardsAsync(atLeast: 2);
        var id = JobId.New();
        cluster.HoldAfter(4);
        var job = new WatchedJob(client, "two_stage", 12, id: id);
        await cluster.UntilAsync(async () => await view.FindJobAsync(id) is { Started: not null, Positions: [{ ChunksDone: > 0 }, _] });

        var running = await view.GetSnapshotAsync();
        running.Members.Select(member => member.Roles.Single()).Order().ShouldBe(["board", "board", "client", "head"]);
        running.Members[0].Address.ShouldBe(cluster.Head.Address.ToString());
        running.NodeManager.ShouldBe(cluster.Head.Address.ToString());
        running.Boards.Select(board => board.Board.Name).ShouldBe(["board-0", "board-1"]);
        running.Applications.ShouldContain(application => application.Name == "two_stage");
        var live = running.Jobs.Single();
        (live.Status.Job, live.Outcome, live.Chunks, live.Attempt).ShouldBe((id, JobOutcome.None, 12, 1));
        live.Positions.Select(position => position.JobName).ShouldBe(["first_stage", "second_stage"]);
        live.Positions[0].Timeline.ShouldContain(span => span.Step == PositionStep.Computing && span.End == null);

        cluster.Release();
        await job.ShouldGiveEveryScoreOnceAsync();
        await cluster.UntilAsync(async () => await view.FindJobAsync(id) is { Outcome: JobOutcome.Done });
        ShouldBeWhole(await view.FindJobAsync(id));
        var done = await view.GetSnapshotAsync();
        done.Jobs.Single().Outcome.ShouldBe(JobOutcome.Done);
        await cluster.UntilAsync(async () => (await view.GetSnapshotAsync()).Activity.Sum(board => board.Fpgas.Sum(fpga => fpga.Images)) == 24);

        var kinds = new List<string>();
        await foreach (var happened in view.WatchEventsAsync())
        {
            kinds.Add(happened.Kind);
            if (happened.Kind == ClusterEventKinds.JobDone) break;
        }

        kinds.ShouldBe([
            ClusterEventKinds.NodeManagerStarted,
            ClusterEventKinds.BoardJoined,
            ClusterEventKinds.BoardJoined,
            ClusterEventKinds.JobSubmitted,
            ClusterEventKinds.JobPlaced,
            ClusterEventKinds.JobStarted,
            ClusterEventKinds.JobDone,
        ]);
    }

    [Fact]
    public async Task Anybody_may_cancel_a_job_and_its_client_hears_why()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 2);
        var (owner, other) = (await cluster.ConnectAsync("owner"), await cluster.ConnectAsync("other"));
        await owner.ListBoardsAsync(atLeast: 2);
        cluster.Hold();
        var (running, waiting) = (JobId.New(), JobId.New());
        var first = new WatchedJob(owner, "two_stage", 4, id: running);
        await first.Placed;
        var second = new WatchedJob(owner, "two_stage", 4, id: waiting);
        await cluster.UntilAsync(async () => await other.View.FindJobAsync(waiting) is { Status.Phase: JobPhase.Queued });

        (await other.View.CancelJobAsync(waiting, "The board is needed.")).ShouldBeTrue();
        (await other.View.CancelJobAsync(running, "The board is needed.")).ShouldBeTrue();
        (await other.View.CancelJobAsync(JobId.New(), "")).ShouldBeFalse();
        foreach (var job in (WatchedJob[])[first, second])
        {
            var failure = await Should.ThrowAsync<FardJobException>(job.Completion);
            failure.Failure.ShouldBe(JobFailure.Cancelled);
            failure.Message.ShouldContain("The board is needed.");
        }

        cluster.Release();
        await cluster.UntilAsync(async () => await other.View.FindJobAsync(running) is { Outcome: JobOutcome.Cancelled, Ended: not null, Reason: "The board is needed." });
        (await other.View.FindJobAsync(waiting))!.Outcome.ShouldBe(JobOutcome.Cancelled);
        await cluster.ShouldBeIdleAsync(other);
    }

    [Fact]
    public async Task Watchers_go_on_with_the_next_node_manager()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 1, heads: 2);
        var client = await cluster.ConnectAsync("client");
        await client.ListBoardsAsync(atLeast: 1);
        using var stop = new CancellationTokenSource(TestCluster.Patience);
        var events = client.View.WatchEventsAsync(cancellationToken: stop.Token).GetAsyncEnumerator(stop.Token);
        await using var _ = events;
        var before = await UntilAsync(events, ClusterEventKinds.BoardJoined);
        await TestCluster.KillAsync(cluster.Heads[0]);
        var after = await UntilAsync(events, ClusterEventKinds.NodeManagerStarted);
        after.Text.ShouldContain(cluster.Heads[1].Address.ToString());
        after.Sequence.ShouldBeGreaterThan(before.Sequence);
        (await UntilAsync(events, ClusterEventKinds.BoardJoined)).Board.ShouldBe("board-0");
    }

    [Fact]
    public async Task Follows_the_logs_of_all_members_also_by_job()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 2);
        var client = await cluster.ConnectAsync("client");
        await client.ListBoardsAsync(atLeast: 2);
        using var stop = new CancellationTokenSource(TestCluster.Patience);
        var id = JobId.New();
        var log = Logging.GetLogger(cluster.Head.System, "spec");
        log.Warning("Nothing about a job.");
        log.Warning("Job {0} is kept.", id);
        await using var lines = client.View.FollowLogsAsync(id, stop.Token).GetAsyncEnumerator(stop.Token);
        (await NextAsync(lines)).Message.ShouldBe($"Job {id} is kept.");
        var board = cluster.Boards["board-1"].Member;
        Logging.GetLogger(board.System, "spec").Warning("Job {0} is on a board.", id);
        var line = await NextAsync(lines);
        (line.Board, line.Member, line.Level, line.Job).ShouldBe(("board-1", board.Address.ToString(), "Warning", id));
        await cluster.AddBoardAsync("board-2");
        Logging.GetLogger(cluster.Boards["board-2"].Member.System, "spec").Warning("Job {0} is on another.", id);
        (await NextAsync(lines)).Board.ShouldBe("board-2");
    }

    [Fact]
    public async Task A_snapshot_of_any_size_arrives()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 1, "fard.head.history.jobs = 2000\n");
        var client = await cluster.ConnectAsync("client");
        await client.ListBoardsAsync(atLeast: 1);
        var image = JobData.FromPackedStream(TinyNetwork.Images(1, seed: 1), 1);
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(async _ => await Should.ThrowAsync<FardJobException>(client.SendJobDataAllAsync("elsewhere", image))));
        await cluster.UntilAsync(async () => (await client.View.GetSnapshotAsync()).Jobs.Count(job => job.Failure == JobFailure.NoFittingBoard) == 1000);
    }

    private static void ShouldBeWhole(JobRecord? record)
    {
        var job = record.ShouldNotBeNull();
        job.Placed.ShouldNotBeNull();
        job.Ended.ShouldNotBeNull();
        job.Status.ChunksDone.ShouldBe(12);
        foreach (var position in job.Positions)
        {
            (position.ChunksDone, position.ChunksDue).ShouldBe((12, 12));
            position.Board.ShouldStartWith("board-");
            position.Timeline.ShouldAllBe(span => span.End >= span.Begin);
            position.Timeline.Select(span => span.Step).ShouldBe(
                [PositionStep.Configuring, PositionStep.LoadingBitstream, PositionStep.Ready, PositionStep.Computing, PositionStep.Transferring]);
            position.Computing.ShouldBeGreaterThan(TimeSpan.Zero);
        }

    }

    private static async Task<ClusterEvent> UntilAsync(IAsyncEnumerator<ClusterEvent> events, string kind)
    {
        while (await events.MoveNextAsync())
        {
            if (events.Current.Kind == kind) return events.Current;
        }

        throw new ShouldAssertException($"There was no {kind}.");
    }

    private static async Task<LogEntry> NextAsync(IAsyncEnumerator<LogEntry> lines)
    {
        (await lines.MoveNextAsync()).ShouldBeTrue();
        return lines.Current;
    }
}
