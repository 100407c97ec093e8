using Fard.Actors.Tasks;
using Fard.Actors.Tests.TestBoards;
using Fard.Client.Tests.Pipelines;

namespace Fard.Client.Tests.Tasks;

/// <summary>Applications that are sent, launched, restarted and killed.</summary>
public class LaunchSpec
{
    [Fact]
    public async Task More_replicas_than_boards_are_launched_where_there_is_room()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 2);
        var app = await cluster.SendAsync("task_name: a, task_count: 7, cpu_quota: 250");
        var tasks = await cluster.Client.ListTasksAsync(app);
        tasks.Select(task => task.State).ShouldAllBe(state => state == TaskState.Ready);
        tasks.GroupBy(task => task.Board).Select(board => board.Count()).Order().ShouldBe([3, 4]);
        (await cluster.Client.ListAppsAsync()).Single().ShouldBe(new ApplicationSummary(app, "app", 7, 7, 1, CollectsOutput: false));
        await cluster.Client.SendKillAppAsync(app);
        await cluster.ShouldHoldNothingAsync();
        (await cluster.Client.ListAppsAsync()).ShouldBeEmpty();
        cluster.Programs.All.ShouldAllBe(task => task.IsDisposed);
    }

    [Theory]
    [InlineData("task_name: a, task_count: 9, cpu_quota: 250", "9 replicas of task a with 250 thousandths")]
    [InlineData("task_name: a, task_count: 3, anti_affinity: true", "each on a board of its own")]
    [InlineData("task_name: a, task_count: 3, fpga: 1", "an FPGA")]
    [InlineData("task_name: a, board: zcu104", "none of the 2 boards is one")]
    [InlineData("task_name: a, roles: [camera]", "with role camera")]
    [InlineData("task_name: a, memory: 2m", "2097152 bytes of memory")]
    public async Task With_too_few_boards_nothing_is_launched_and_nothing_stays_reserved(string task, string reason)
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 2);
        (await Should.ThrowAsync<FardApplicationException>(cluster.SendAsync("task_name: small", task))).Message.ShouldContain(reason);
        await cluster.ShouldHoldNothingAsync();
        (await cluster.Client.ListAppsAsync()).ShouldBeEmpty();
        cluster.Programs.Started.ShouldBe(0);
    }

    [Fact]
    public async Task A_replica_with_an_FPGA_and_jobs_never_have_the_same_device()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 2);
        var (images, scores) = (TinyNetwork.Images(3), new byte[3 * TinyNetwork.OutputBytes]);
        cluster.Programs.Behaviours["a"] = async (program, stopping) =>
        {
            await program.Context.Fpga!.LoadAsync(TinyNetwork.Package("tiny", TinyNetwork.BoardType), stopping);
            await program.Context.Fpga.RunAsync(images, scores, 3, stopping);
        };
        var app = await cluster.SendAsync("task_name: a, fpga: 1");
        scores.ShouldBe(TinyNetwork.Expected(images));
        var task = (await cluster.Client.ListTasksAsync(app)).Single();
        cluster.Task(app, "a-0").Context.Fpga.ShouldNotBeNull().Kind.ShouldBe("test");
        (await cluster.Client.ListBoardsAsync()).Where(board => board.Leases[0] is not null).Select(board => board.Board.Name).ShouldBe([task.Board]);
        var job = new WatchedJob(cluster.Client, "two_stage", 3);
        await cluster.UntilAsync(async () => (await cluster.Client.ListJobsAsync()).Any(waiting => waiting.Phase == Fard.Actors.Jobs.JobPhase.Queued));
        await cluster.Client.SendKillAppAsync(app);
        await job.ShouldGiveEveryScoreOnceAsync();
        await cluster.ShouldHoldNothingAsync();
    }

    [Fact]
    public async Task A_kill_during_the_launch_leaves_nothing()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 2);
        cluster.Programs.HoldFolders();
        var app = await cluster.Client.SendAppAsync(cluster.Folder("task_name: a, task_count: 4"), waitUntilReady: false);
        await cluster.UntilAsync(async () => (await cluster.Client.ListTasksAsync(app)).All(task => task.State == TaskState.Launching));
        await cluster.Client.SendKillAppAsync(app).WaitAsync(TestCluster.Patience);
        cluster.Programs.ReleaseFolders();
        await cluster.ShouldHoldNothingAsync();
        cluster.Programs.Started.ShouldBe(0);
        (await Should.ThrowAsync<FardApplicationException>(cluster.Client.ListTasksAsync(app))).Message.ShouldContain("was killed");
        await cluster.Client.SendKillAppAsync(app);
    }

    [Fact]
    public async Task A_task_that_does_not_stop_is_ended_by_force()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 1);
        var hang = new TaskCompletionSource();
        cluster.Programs.Behaviours["stubborn"] = (task, _) => task.Source.PeerId == "stubborn-0" ? hang.Task : Task.CompletedTask;
        var app = await cluster.Client.SendAppAsync(cluster.Folder("task_name: stubborn"), waitUntilReady: false);
        await cluster.UntilAsync(async () => (await cluster.Client.ListTasksAsync(app)).Single().State == TaskState.Starting);
        await cluster.Client.SendKillAppAsync(app).WaitAsync(TestCluster.Patience);
        cluster.Task(app, "stubborn-0").IsDisposed.ShouldBeTrue();
        await cluster.ShouldHoldNothingAsync();
        hang.SetResult();
    }

    [Fact]
    public async Task A_task_that_crashes_is_started_again_and_fails_when_it_crashes_too_often()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 1);
        var app = await cluster.SendAsync("task_name: a, max_restarts: 2", "task_name: once, restart: never", "task_name: done");
        for (var crash = 1; crash <= 3; crash++)
        {
            await cluster.UntilAsync(() => cluster.Task(app, "a-0") is { IsReady: true, IsDisposed: false });
            cluster.Task(app, "a-0").Crash($"crash {crash}");
            var times = crash;
            await cluster.UntilAsync(async () => (await cluster.Client.ListTasksAsync(app))[0] is var task && (task.Restarts == times || task.State == TaskState.Failed));
        }

        cluster.Task(app, "once-0").Crash("for good");
        cluster.Task(app, "done-0").End();
        await cluster.UntilAsync(async () => (await cluster.Client.ListTasksAsync(app)).Select(task => task.State).SequenceEqual([TaskState.Failed, TaskState.Ended, TaskState.Failed]));
        (await cluster.Client.ListTasksAsync(app)).Select(task => task.Reason).ShouldBe(["crash 3", "Its program ended by itself.", "for good"]);
    }

    [Fact]
    public async Task A_task_whose_program_cannot_be_started_says_why()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 1);
        var folder = cluster.Folder("task_name: a, max_restarts: 0");
        File.WriteAllText(Path.Combine(folder, "config.yaml"), "app_name: app\ntasks: [{task_name: a, main_file: main.exe, max_restarts: 0}]");
        File.WriteAllText(Path.Combine(folder, "main.exe"), "");
        (await Should.ThrowAsync<FardApplicationException>(cluster.Client.SendAppAsync(folder))).Message.ShouldContain("No runtime of this board runs main.exe");
        await cluster.ShouldHoldNothingAsync();
    }

    [Fact]
    public async Task A_restart_rolls_over_the_replicas_while_events_flow()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 2);
        var app = await cluster.SendAsync("task_name: a, task_count: 3", "task_name: sender");
        await cluster.SeesAsync(app, "sender-0", 4);
        var first = Enumerable.Range(0, 3).Select(index => cluster.Task(app, $"a-{index}")).ToArray();
        using var stop = new CancellationTokenSource();
        var fewest = 4;
        var flowing = Task.Run(async () =>
        {
            for (var index = 0; !stop.IsCancellationRequested; index++)
            {
                var sender = cluster.Task(app, "sender-0");
                if (!sender.IsReady || sender.IsDisposed) continue;
                fewest = Math.Min(fewest, sender.Context.GetPeers("a").Length);
                await sender.FireAsync($"{index}", task: "a");
                await Task.Yield();
            }
        });
        await cluster.UntilAsync(() => first.All(task => task.Events.Length > 10));
        await cluster.Client.SendRestartAppAsync(app, cluster.Folder("task_name: a, task_count: 4, config: {version: 2}", "task_name: sender")).WaitAsync(TestCluster.Patience * 2);
        var second = Enumerable.Range(0, 4).Select(index => cluster.Task(app, $"a-{index}")).ToArray();
        second.ShouldAllBe(task => task.Context.Configuration == """{"version":2}""" && !task.IsDisposed);
        await cluster.UntilAsync(() => second.All(task => task.Events.Length > 10));
        await stop.CancelAsync();
        await flowing;
        first.ShouldAllBe(task => task.IsDisposed);
        fewest.ShouldBeGreaterThanOrEqualTo(2);
        foreach (var task in first.Concat(second)) task.Texts.Select(int.Parse).ShouldBeInOrder();
        (await cluster.Client.ListTasksAsync(app)).ShouldAllBe(task => task.Revision == 2 && task.State == TaskState.Ready);
    }

    [Fact]
    public async Task A_restart_with_files_that_do_not_work_stops_at_the_first_replica()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 2);
        var app = await cluster.SendAsync("task_name: a, task_count: 3, max_restarts: 0");
        cluster.Programs.Behaviours["a"] = (_, _) => throw new Fard.Programs.ProgramException("does not work");
        var folder = cluster.Folder("task_name: a, task_count: 3, max_restarts: 0");
        (await Should.ThrowAsync<FardApplicationException>(cluster.Client.SendRestartAppAsync(app, folder))).Message.ShouldContain("does not work");
        (await cluster.Client.ListTasksAsync(app)).Count(task => task is { State: TaskState.Ready, Revision: 1 }).ShouldBe(2);
    }

    [Fact]
    public async Task A_board_that_never_answers_a_reservation_costs_nothing_but_its_time()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 1, headConfig: "fard.tasks.reserve-timeout = 500ms\n");
        await using var silent = await SilentBoard.StartAsync(cluster, cpuMilli: 4000);
        (await Should.ThrowAsync<FardApplicationException>(cluster.SendAsync("task_name: a, task_count: 4"))).Message.ShouldContain("No answer came from silent");
        await cluster.ShouldHoldNothingAsync();
        cluster.Programs.Started.ShouldBe(0);
    }
}
