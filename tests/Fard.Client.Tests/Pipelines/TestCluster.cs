using Akka.Configuration;
using Fard.Actors.Boards;
using Fard.Actors.Members;
using Fard.Actors.NodeManagement;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Client.Tests.Pipelines;

/// <summary>A cluster of real members in this process: a head with two applications of the tiny network, boards, clients.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<FardMember> _members = [];
    private readonly List<FardClient> _clients = [];

    private readonly string _headConfig;

    private TestCluster(FardMember head, string headConfig)
    {
        _headConfig = headConfig;
        Heads.Add(head);
        _members.Add(head);
    }

    /// <summary>The heads, the oldest first.</summary>
    public List<FardMember> Heads { get; } = [];

    /// <summary>A head that is there.</summary>
    public FardMember Head => Heads.First(head => !head.WhenTerminated.IsCompleted);

    public Dictionary<string, (FardMember Member, TestAccelerator Fpga)> Boards { get; } = [];

    public static async Task<TestCluster> StartAsync(int boards, string headConfig = "", int heads = 1)
    {
        var head = await StartHeadAsync(null, headConfig);
        var cluster = new TestCluster(head, headConfig);
        while (cluster.Heads.Count < heads) await cluster.AddHeadAsync();
        await Task.WhenAll(Enumerable.Range(0, boards).Select(index => cluster.AddBoardAsync($"board-{index}")));
        return cluster;
    }

    public async Task<FardMember> AddHeadAsync()
    {
        var head = await StartHeadAsync(Head, _headConfig);
        Heads.Add(head);
        _members.Add(head);
        return head;
    }

    private static Task<FardMember> StartHeadAsync(FardMember? seed, string headConfig) =>
        FardMember.StartAsync(Config("head", seed, headConfig + Applications), new FardMemberOptions { FindNetwork = TinyNetwork.Find });

    /// <param name="more">Configuration on top of that of every member.</param>
    /// <param name="change">What is different from other boards.</param>
    public async Task<TestAccelerator> AddBoardAsync(string name, string more = "", Func<BoardSetup, BoardSetup>? change = null)
    {
        var fpga = new TestAccelerator();
        var setup = TestBitstreams.Board(name, fpga);
        var options = new FardMemberOptions { Board = _ => change?.Invoke(setup) ?? setup };
        var member = await FardMember.StartAsync(Config("board", Head, $"fard.board.name = {FardConfig.Quote(name)}\n{more}"), options);
        lock (Boards)
        {
            _members.Add(member);
            Boards.Add(name, (member, fpga));
        }

        return fpga;
    }

    /// <summary>A client that is a member of its own.</summary>
    /// <param name="more">Configuration on top of that of every member.</param>
    public async Task<FardClient> ConnectAsync(string name, Func<ClientSettings, ClientSettings>? change = null, string more = "")
    {
        var config = Config("client", Head, more);
        var member = await FardMember.StartAsync(config);
        var settings = ClientSettings.Read(config, name);
        lock (Boards) _members.Add(member);
        var client = FardClient.Of(member, change?.Invoke(settings) ?? settings, TinyNetwork.Find);
        lock (_clients) _clients.Add(client);
        return client;
    }

    /// <summary>Whether the boards hold their runs.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>No board ends a run until <see cref="Release"/>.</summary>
    public void Hold()
    {
        IsHeld = true;
        foreach (var board in Boards.Values) board.Fpga.Hold();
    }

    /// <param name="except">A board that still holds its runs.</param>
    public void Release(string except = "")
    {
        IsHeld = false;
        foreach (var (name, board) in Boards)
        {
            if (name != except) board.Fpga.Release();
        }
    }

    /// <summary>Waits until no job waits or runs, no board is leased, and no board has a position or a stream left.</summary>
    public async Task ShouldBeIdleAsync(FardClient client)
    {
        await UntilAsync(async () => (await client.ListJobsAsync()).IsEmpty
            && (await client.ListBoardsAsync()).Where(board => board.Reachable).All(board => board.Leases.All(lease => lease is null)));
        Boards.Values.Where(board => !board.Member.WhenTerminated.IsCompleted).Sum(board => board.Member.OpenStreams).ShouldBe(0);
    }

    /// <summary>Tells the node manager what the cluster would say of a board's member.</summary>
    public void Say(MemberState state, string board) =>
        Head.System.ActorSelection("/user/node-manager/singleton").Tell(new MemberChanged(Boards[board].Member.Address, state));

    /// <summary>Waits for a condition.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }
    }

    /// <summary>Waits for a condition.</summary>
    public Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    /// <summary>Lets every board compute so many images of the coming jobs, and holds what comes after.</summary>
    public void HoldAfter(int images)
    {
        IsHeld = true;
        foreach (var board in Boards.Values) board.Fpga.HoldAfter(images);
    }

    /// <summary>Ends a member at once, as when its process is killed: it does not leave.</summary>
    public static async Task KillAsync(FardMember member) => await member.AbortAsync();

    public async ValueTask DisposeAsync()
    {
        Release();
        foreach (var client in _clients) await client.DisposeAsync();
        await Task.WhenAll(_members.AsEnumerable().Reverse().Select(member => member.DisposeAsync().AsTask()));
    }

    public static Config Config(string role, FardMember? head, string more = "") => FardConfig.WithReference(ConfigurationFactory.ParseString($$"""
        akka.loglevel = WARNING
        akka.coordinated-shutdown.run-by-actor-system-terminate = off
        akka.cluster.roles = [{{role}}]
        akka.cluster.seed-nodes = [{{(head is null ? "" : FardConfig.Quote(head.Address.ToString()))}}]
        akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
        akka.cluster.split-brain-resolver.stable-after = 1s
        akka.cluster.failure-detector { heartbeat-interval = 200ms, acceptable-heartbeat-pause = 1s }
        akka.cluster.gossip-interval = 100ms
        akka.cluster.leader-actions-interval = 100ms
        akka.cluster.unreachable-nodes-reaper-interval = 100ms
        akka.cluster.periodic-tasks-initial-delay = 50ms
        akka.cluster.singleton-proxy.singleton-identification-interval = 100ms
        fard.head.registration-grace = 0s
        fard.jobs.stop-retry = 300ms
        fard.client.failure-wait = 1s
        {{more}}
        """));

    private const string Applications = """

        fard.head.applications {
          two_stage {
            network = tiny
            max-images = 200
            queue-timeout = 20s
            positions = [
              { job-name = first_stage, layers = "0..1", bitstream = tiny, board = pynq-z1 }
              { job-name = second_stage, layers = "2..3", bitstream = tiny, board = pynq-z1 }
            ]
          }
          three_stage {
            network = tiny
            positions = [
              { job-name = first_stage, layers = "0..0", bitstream = tiny, board = pynq-z1 }
              { job-name = second_stage, layers = "1..2", bitstream = tiny, board = pynq-z1 }
              { job-name = third_stage, layers = "3..3", bitstream = tiny, board = pynq-z1 }
            ]
          }
          fan_in {
            network = tiny
            positions = [
              { job-name = first_stage, layers = "0..1", bitstream = tiny, board = pynq-z1, replicas = 2 }
              { job-name = second_stage, layers = "2..3", bitstream = tiny, board = pynq-z1 }
            ]
          }
          fan_out {
            network = tiny
            chunk-images = 2
            positions = [
              { job-name = first_stage, layers = "0..1", bitstream = tiny, board = pynq-z1 }
              { job-name = second_stage, layers = "2..3", bitstream = tiny, board = pynq-z1, weights = [1, 1, 1] }
            ]
          }
          fan_across {
            network = tiny
            positions = [
              { job-name = first_stage, layers = "0..1", bitstream = tiny, board = pynq-z1, weights = [2, 1] }
              { job-name = second_stage, layers = "2..3", bitstream = tiny, board = pynq-z1, weights = [3, 1, 2] }
            ]
          }
          whole {
            network = tiny
            replicas = 4
            positions = [{ job-name = all, layers = "0..3", bitstream = tiny, board = pynq-z1 }]
          }
          impatient {
            network = tiny
            queue-timeout = 300ms
            positions = [{ job-name = all, layers = "0..3", bitstream = tiny, board = pynq-z1 }]
          }
          crowded {
            network = tiny
            max-queue = 0
            positions = [{ job-name = all, layers = "0..3", bitstream = tiny, board = pynq-z1 }]
          }
          elsewhere {
            network = tiny
            positions = [{ job-name = all, layers = "0..3", bitstream = tiny, board = zcu104 }]
          }
        }
        """;
}
