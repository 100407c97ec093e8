using System.Text;
using Fard.Actors.Programs;
using Fard.Actors.Tasks;
using Fard.Actors.Tests.TestBoards;
using Fard.Client.Tests.Pipelines;

namespace Fard.Client.Tests.Tasks;

/// <summary>The sample application, from its folder to its last output: programs in C#, files through the heads, a job beside the tasks.</summary>
public sealed class ApplicationSpec : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("fard-app-spec-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task A_folder_with_a_program_in_CSharp_runs_on_boards_that_fetch_it()
    {
        await using var cluster = await StartAsync(boards: 2);
        var client = await cluster.ConnectAsync("client");
        await client.ListBoardsAsync(atLeast: 2);
        var app = await client.SendAppAsync(Sample());
        await client.SetOutputCollectionAsync(app, collect: true);
        var lines = new List<string>();
        using var limit = new CancellationTokenSource(TestCluster.Patience);
        await foreach (var item in client.ConsumeOutputAsync(app, limit.Token))
        {
            item.Peer.ShouldBe("listener-0");
            lines.Add(Encoding.UTF8.GetString(item.Data.Span));
            if (lines.Any(line => line.Contains("greeter-0", StringComparison.Ordinal)) && lines.Any(line => line.Contains("greeter-1", StringComparison.Ordinal))) break;
        }

        var images = Enumerable.Range(0, 5 * 16).Select(value => (byte)value).ToArray();
        var results = await client.SendJobDataAllAsync(app, JobData.FromPackedStream(images, 5));
        results.Images.SelectMany(image => image.Bytes.ToArray()).ShouldBe(images.Select(value => (byte)(2 * value)));
        foreach (var board in cluster.Boards.Keys)
            Directory.GetDirectories(Path.Combine(_root.FullName, board, "applications")).Length.ShouldBe(1);
        await client.SendKillAppAsync(app);
        (await Should.ThrowAsync<Fard.Actors.Jobs.FardJobException>(client.SendJobDataAllAsync(app, JobData.FromPackedStream(images, 5)))).Message.ShouldContain("no application");
    }

    [Fact]
    public async Task A_folder_that_is_too_large_or_has_links_is_not_sent()
    {
        await using var cluster = await StartAsync(boards: 0);
        var client = await cluster.ConnectAsync("client");
        var folder = Sample();
        File.CreateSymbolicLink(Path.Combine(folder, "passwd"), "/etc/passwd");
        (await Should.ThrowAsync<FardApplicationException>(client.SendAppAsync(folder))).Message.ShouldContain("is a link");
        File.Delete(Path.Combine(folder, "passwd"));
        using (var large = File.Create(Path.Combine(folder, "large"))) large.SetLength(ApplicationContents.FolderLimits.MaxFileBytes + 1);
        (await Should.ThrowAsync<FardApplicationException>(client.SendAppAsync(folder))).Message.ShouldContain("large");
    }

    private string Sample()
    {
        var folder = _root.CreateSubdirectory($"{Guid.NewGuid():N}").FullName;
        foreach (var file in new[] { "HelloTasks.dll", "hello_tasks.yaml" })
            File.Copy(Path.Combine(AppContext.BaseDirectory, file), Path.Combine(folder, file == "hello_tasks.yaml" ? "config.yaml" : file));
        return folder;
    }

    private async Task<TestCluster> StartAsync(int boards)
    {
        var cluster = await TestCluster.StartAsync(0, $"\nfard.content.folder = \"{_root.FullName}/head\"\nfard.tasks.heartbeat-interval = 100ms\n");
        for (var index = 0; index < boards; index++)
        {
            await cluster.AddBoardAsync(
                $"board-{index}",
                $"fard.content.folder = \"{_root.FullName}/board-{index}\"",
                setup => setup with { Tasks = new TaskBoard { CpuMilli = 250, Runtimes = [new AssemblyRuntime()], Settings = TestPrograms.Settings } });
        }

        return cluster;
    }
}
