using Akka.Cluster;
using Fard.Actors.Tasks;
using Fard.Client.Tests.Pipelines;
using Fard.Programs;

namespace Fard.Client.Tests.Tasks;

/// <summary>Boards and heads that are lost while tasks run.</summary>
public class LostBoardSpec
{
    private const string Grace = "fard.head.registration-grace = 2s\n";

    [Fact]
    public async Task Replicas_of_a_lost_board_go_to_another_and_the_others_go_on()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 3);
        var app = await cluster.SendAsync("task_name: a, task_count: 3, anti_affinity: true, cpu_quota: 400");
        await cluster.SeesAsync(app, "a-0", 3);
        var tasks = await cluster.Client.ListTasksAsync(app);
        var lost = tasks.Single(task => task.Peer == "a-2").Board;
        var others = new[] { cluster.Task(app, "a-0"), cluster.Task(app, "a-1") };
        await TestCluster.KillAsync(cluster.Members.Boards[lost].Member);
        await cluster.UntilAsync(() => others.All(task => task.PeerEvents.LastOrDefault() is { Name: EventNames.PeerDown, Sender: "a-2" }));
        await cluster.UntilAsync(async () => (await cluster.Client.ListTasksAsync(app)).Single(task => task.Peer == "a-2") is { State: TaskState.Waiting, Board: "" });

        await cluster.AddBoardAsync("spare");
        await cluster.UntilAsync(async () => (await cluster.Client.ListTasksAsync(app)).All(task => task.State == TaskState.Ready));
        (await cluster.Client.ListTasksAsync(app)).Single(task => task.Peer == "a-2").Board.ShouldBe("spare");
        await cluster.SeesAsync(app, "a-0", 3);
        await others[0].FireAsync("welcome", peer: "a-2");
        await cluster.UntilAsync(() => cluster.Task(app, "a-2").Texts.SequenceEqual(["welcome"]));
        others.ShouldAllBe(task => !task.IsDisposed);
    }

    [Fact]
    public async Task A_board_that_leaves_hands_its_replicas_over()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 2);
        var app = await cluster.SendAsync("task_name: a, task_count: 2");
        await cluster.SeesAsync(app, "a-0", 2);
        var leaving = (await cluster.Client.ListTasksAsync(app)).First(task => task.Peer == "a-1").Board;
        await cluster.Members.Boards[leaving].Member.StopAsync().WaitAsync(TestCluster.Patience);
        await cluster.UntilAsync(async () => (await cluster.Client.ListTasksAsync(app)).All(task => task.State == TaskState.Ready && task.Board != leaving));
        await cluster.SeesAsync(app, "a-1", 2);
    }

    [Fact]
    public async Task Tasks_go_on_when_the_head_is_lost_and_the_next_one_knows_them()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 2, heads: 2, headConfig: Grace);
        var app = await cluster.SendAsync("task_name: a, task_count: 2, anti_affinity: true, fpga: 1", "task_name: b");
        await cluster.SeesAsync(app, "a-0", 3);
        var before = cluster.Programs.All;
        var leases = (await cluster.Client.ListBoardsAsync()).Select(board => board.Leases[0]).ToArray();
        await TestCluster.KillAsync(cluster.Members.Heads[0]);
        await cluster.Task(app, "a-0").FireAsync("while there is no head", peer: "a-1");
        await cluster.UntilAsync(() => cluster.Task(app, "a-1").Events.Length == 1);

        await cluster.UntilAsync(async () => (await cluster.Client.ListAppsAsync()) is [{ Replicas: 3, Ready: 3 } known] && known.Id == app);
        (await cluster.Client.ListBoardsAsync(atLeast: 2)).Select(board => board.Leases[0]).ShouldBe(leases);
        await cluster.Task(app, "a-1").FireAsync("after", task: "b");
        await cluster.UntilAsync(() => cluster.Task(app, "b-0").Events.Length == 1);
        cluster.Programs.Started.ShouldBe(3);
        before.ShouldAllBe(task => !task.IsDisposed);
        await cluster.Client.SendKillAppAsync(app);
        await cluster.ShouldHoldNothingAsync();
    }

    [Fact]
    public async Task A_replica_that_waits_is_known_to_the_next_head_too()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 2, heads: 2, headConfig: Grace);
        var app = await cluster.SendAsync("task_name: a, task_count: 2, anti_affinity: true");
        var address = cluster.Members.Boards["board-1"].Member.Address;
        var lost = cluster.Members.Boards["board-1"].Member;
        await TestCluster.KillAsync(lost);
        await cluster.UntilAsync(async () => (await cluster.Client.ListTasksAsync(app)).Any(task => task.State == TaskState.Waiting));
        // A head that is lost together with another member takes its cluster with it (keep-oldest).
        await cluster.UntilAsync(() => Cluster.Get(cluster.Members.Heads[1].System).State.Members.All(member => !member.Address.Equals(address)));
        await TestCluster.KillAsync(cluster.Members.Heads[0]);
        await cluster.UntilAsync(async () => (await cluster.Client.ListAppsAsync()) is [{ Replicas: 2, Ready: 1 }]);
        await cluster.AddBoardAsync("spare");
        await cluster.UntilAsync(async () => (await cluster.Client.ListAppsAsync()) is [{ Ready: 2 }]);
    }
}
