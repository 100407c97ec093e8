using System.Collections.Immutable;
using Akka.Configuration;
using Fard.Actors.Boards;
using Fard.Actors.Devices;
using Fard.Actors.Members;
using Fard.Actors.Tasks;
using Fard.Client;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Boards;
using Fard.Networks.Simd;

namespace Fard.Benchmarks.Messaging;

/// <summary>A head, three boards and a client, each with an actor system of its own and sockets between them, in this process; a sender and two receivers on the boards.</summary>
internal sealed class MessagingCluster : IAsyncDisposable
{
    private const string Application =
        $$"""
        app_name: messaging
        tasks:
          - {task_name: sender, main_file: {{BenchmarkPrograms.MainFile}}, board_name: board-0, overflow: drop-newest}
          - {task_name: echo, main_file: {{BenchmarkPrograms.MainFile}}, task_count: 2, anti_affinity: true, roles: [receiver], overflow: drop-newest}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fard-messaging-");
    private readonly List<FardMember> _members = [];
    private readonly BenchmarkPrograms _programs = new();

    private MessagingCluster()
    {
    }

    public SenderTask Sender { get; private set; } = null!;

    public static async Task<MessagingCluster> StartAsync()
    {
        var cluster = new MessagingCluster();
        await cluster.JoinAsync("head", "[head]", null);
        foreach (var index in Enumerable.Range(0, 3))
        {
            string[] roles = index == 0 ? ["board"] : ["board", "receiver"];
            await cluster.JoinAsync($"board-{index}", $"[{string.Join(", ", roles)}]", name => cluster.Board($"board-{index}", roles));
        }

        var member = await cluster.JoinAsync("client", "[client]", null);
        await using var client = FardClient.Of(member);
        await client.ListBoardsAsync(atLeast: 3, TimeSpan.FromSeconds(60));
        var folder = cluster._folder.CreateSubdirectory("application").FullName;
        File.WriteAllText(Path.Combine(folder, "config.yaml"), Application);
        File.WriteAllText(Path.Combine(folder, BenchmarkPrograms.MainFile), "");
        await client.SendAppAsync(folder);
        cluster.Sender = await cluster._programs.Sender.Task;
        while (cluster.Sender.Context.GetPeers("echo").Length < 2) await Task.Yield();
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members.AsEnumerable().Reverse()) await member.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<FardMember> JoinAsync(string name, string roles, Func<string, BoardSetup>? board)
    {
        var seed = _members.Count == 0 ? "" : FardConfig.Quote(_members[0].Address.ToString());
        var config = FardConfig.WithReference(ConfigurationFactory.ParseString($$"""
            akka.loglevel = ERROR
            akka.coordinated-shutdown.run-by-actor-system-terminate = off
            akka.cluster.roles = {{roles}}
            akka.cluster.seed-nodes = [{{seed}}]
            akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
            fard.data-plane { host = "127.0.0.1", port = 0 }
            fard.content.folder = {{FardConfig.Quote(Path.Combine(_folder.FullName, name))}}
            """));
        var member = await FardMember.StartAsync(config, new FardMemberOptions { Board = board });
        _members.Add(member);
        return member;
    }

    private BoardSetup Board(string name, string[] roles) => new(
        name,
        BoardCatalog.PynqZ1.Name,
        [new EmulatedAccelerator(BoardCatalog.PynqZ1, (_, parameters, range) => new SimdExecutor(parameters, range))],
        new NoBitstreams(),
        TimeSpan.FromSeconds(1))
    {
        Tasks = new TaskBoard { Runtimes = [_programs], Roles = [.. roles] },
    };

    private sealed class NoBitstreams : IBitstreamSource
    {
        public ImmutableArray<string> Names => [];

        public BitstreamPackage Load(string reference, string board) => throw new BitstreamPackageException(reference, "the benchmark has none.");
    }
}
