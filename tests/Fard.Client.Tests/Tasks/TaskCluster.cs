using Akka.Actor;
using Fard.Actors.Applications.Packages;
using Fard.Actors.Boards;
using Fard.Actors.Members;
using Fard.Actors.Tasks;
using Fard.Actors.Tests.TestBoards;
using Fard.Client.Tests.Pipelines;

namespace Fard.Client.Tests.Tasks;

/// <summary>A cluster in this process whose boards run programs that specs steer.</summary>
internal sealed class TaskCluster : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fard-tasks-");

    private TaskCluster(TestCluster members, FardClient client, TestPrograms programs)
    {
        (Members, Client, Programs) = (members, client, programs);
        Client.Upload = new NoFiles();
    }

    public TestCluster Members { get; }

    public FardClient Client { get; }

    public TestPrograms Programs { get; }

    /// <summary>Settings of the heads.</summary>
    private const string Quick = "\nfard.tasks { heartbeat-interval = 100ms, heartbeat-pause = 60s, retry = 100ms, stop-grace = 1s, force-grace = 500ms }\n";

    public static async Task<TaskCluster> StartAsync(int boards, int heads = 1, int cpuMilli = 1000, string headConfig = "")
    {
        var programs = new TestPrograms();
        var members = await TestCluster.StartAsync(0, Quick + headConfig, heads);
        var cluster = new TaskCluster(members, await members.ConnectAsync("client"), programs);
        await System.Threading.Tasks.Task.WhenAll(Enumerable.Range(0, boards).Select(index => cluster.AddBoardAsync($"board-{index}", cpuMilli)));
        await cluster.Client.ListBoardsAsync(atLeast: boards, TestCluster.Patience);
        return cluster;
    }

    /// <param name="change">What is different from other boards.</param>
    public Task<TestAccelerator> AddBoardAsync(string name, int cpuMilli = 1000, Func<TaskBoard, TaskBoard>? change = null) =>
        Members.AddBoardAsync(name, change: setup => setup with { Tasks = change?.Invoke(Programs.Board(cpuMilli)) ?? Programs.Board(cpuMilli) });

    /// <summary>Sends an application; every task's program is <c>main.test</c>.</summary>
    /// <param name="tasks">Its tasks as <c>{...}</c> in YAML, without the program.</param>
    public Task<string> SendAsync(params string[] tasks) => Client.SendAppAsync(Folder(tasks));

    /// <summary>A folder with such an application.</summary>
    public string Folder(params string[] tasks)
    {
        var folder = _folder.CreateSubdirectory($"{Guid.NewGuid():N}").FullName;
        File.WriteAllText(Path.Combine(folder, "main.test"), "");
        File.WriteAllText(Path.Combine(folder, "config.yaml"), $"app_name: app\ntasks: [{string.Join(", ", tasks.Select(task => $"{{main_file: main.test, {task}}}"))}]\n");
        return folder;
    }

    /// <summary>The running program of a replica.</summary>
    public TestTask Task(string application, string peer) => Programs[application, peer];

    /// <summary>Waits until a replica sees so many peers, itself among them.</summary>
    public Task SeesAsync(string application, string peer, int peers) =>
        UntilAsync(() => Programs.Find(application, peer) is { IsReady: true } task && task.Context.GetPeers().Length == peers);

    public Task UntilAsync(Func<bool> condition) => Members.UntilAsync(condition);

    public Task UntilAsync(Func<Task<bool>> condition) => Members.UntilAsync(condition);

    /// <summary>Waits until boards have everything back.</summary>
    public async Task ShouldHoldNothingAsync()
    {
        foreach (var (name, board) in Members.Boards.Where(board => !board.Value.Member.WhenTerminated.IsCompleted))
        {
            var agent = board.Member.System.ActorSelection("/user/board-agent/tasks");
            await UntilAsync(async () => await agent.Ask<CapacityNow>(GetCapacity.Instance, TestCluster.Patience) is { Reservations: 0, FreeMemoryBytes: 1 << 20 } now
                && now.FreeCpuMilli == 1000);
        }

        await UntilAsync(async () => (await Client.ListBoardsAsync()).Where(board => board.Reachable).All(board => board.Leases.All(lease => lease is null)));
    }

    public async ValueTask DisposeAsync()
    {
        Programs.ReleaseFolders();
        foreach (var task in Programs.All) task.Release();
        await Members.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private sealed class NoFiles : IApplicationUpload
    {
        public Task<string> PutAsync(ApplicationFolder application, CancellationToken cancellationToken) => System.Threading.Tasks.Task.FromResult("none");
    }
}
