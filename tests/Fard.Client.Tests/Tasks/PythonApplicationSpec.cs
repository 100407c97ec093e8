using System.Text;
using Fard.Actors.Programs.Processes;
using Fard.Actors.Tasks;
using Fard.Actors.Tests.Programs.Processes;
using Fard.Actors.Tests.TestBoards;
using Fard.Client.Tests.Pipelines;

namespace Fard.Client.Tests.Tasks;

/// <summary>An application in Python on a cluster: programs that misbehave take neither the others nor their board with them.</summary>
public sealed class PythonApplicationSpec : IDisposable
{
    private const string Configuration =
        """
        app_name: mixed
        output_collection: true
        tasks:
          - {task_name: good, main_file: good.py, task_count: 2}
          - {task_name: bad, main_file: bad.py, restart: never}
        """;

    private const string Good =
        """
        from fard import FardEvent, FardTask

        class Hello(FardEvent):
            def handle(self, content):
                self.task.send_output_data(f"{content.sender} to {self.task.peer_id}: {content.payload['n']}")

        class Good(FardTask):
            n = 0

            def setup(self):
                self.hello = self.register_event(Hello())

            def run(self):
                self.n += 1
                self.hello.fire(task="good", content={"n": self.n})
                self.stopping.wait(0.05)
        """;

    private const string Bad =
        """
        from fard import FardTask

        class Bad(FardTask):
            def run(self):
                self.stopping.wait(0.2)
                raise RuntimeError("the lens is dirty")
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("fard-python-spec-");

    public void Dispose() => _root.Delete(recursive: true);

    [PythonFact]
    public async Task A_task_that_crashes_is_reported_with_its_traceback_and_the_others_go_on()
    {
        await using var cluster = await TestCluster.StartAsync(0, $"\nfard.content.folder = \"{_root.FullName}/head\"\nfard.tasks.heartbeat-interval = 100ms\n");
        await cluster.AddBoardAsync(
            "board-0",
            $"fard.content.folder = \"{_root.FullName}/board-0\"",
            setup => setup with { Tasks = new TaskBoard { Runtimes = [new ProcessRuntime(new ProgramSettings())], Settings = TestPrograms.Settings } });
        var client = await cluster.ConnectAsync("client");
        await client.ListBoardsAsync(atLeast: 1);
        var folder = _root.CreateSubdirectory("mixed").FullName;
        foreach (var (file, text) in new[] { ("config.yaml", Configuration), ("good.py", Good), ("bad.py", Bad) }) File.WriteAllText(Path.Combine(folder, file), text);

        var app = await client.SendAppAsync(folder, waitUntilReady: false);
        await cluster.UntilAsync(async () => (await client.ListTasksAsync(app)).Any(task => task is { Task: "bad", State: TaskState.Failed }));
        var failed = (await client.ListTasksAsync(app)).Single(task => task.Task == "bad");
        failed.Reason.ShouldContain("RuntimeError: the lens is dirty");
        failed.Reason.ShouldContain("line 6, in run");

        // What the others say now was fired after the crash.
        var lines = new List<string>();
        using var limit = new CancellationTokenSource(TestCluster.Patience);
        await foreach (var item in client.ConsumeOutputAsync(app, limit.Token))
        {
            lines.Add(Encoding.UTF8.GetString(item.Data.Span));
            if (lines.Any(line => line.StartsWith("good-0 to good-1: ", StringComparison.Ordinal)) && lines.Any(line => line.StartsWith("good-1 to good-0: ", StringComparison.Ordinal))) break;
        }

        (await client.ListTasksAsync(app)).Where(task => task.Task == "good").ShouldAllBe(task => task.State == TaskState.Ready);
        (await client.ListBoardsAsync()).ShouldHaveSingleItem().Reachable.ShouldBeTrue();
        await client.SendKillAppAsync(app);
    }
}
