using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Akka.Configuration;
using Fard.Actors.Jobs;
using Fard.Actors.Members;
using Fard.Actors.Tests.TestBoards;
using Fard.Client;

namespace Fard.MultiNode.Tests.Soak;

/// <summary>Heads, boards and clients in this process, each a member of its own, on links that can be disturbed.</summary>
internal sealed class SoakCluster : IAsyncDisposable
{
    /// <summary>The application that jobs are sent to: two positions of the tiny network.</summary>
    public const string Application = "two_stage";

    private readonly List<SoakMember> _clientMembers = [];
    private readonly List<FardClient> _clients = [];
    private readonly ConcurrentDictionary<string, TestAccelerator> _fpgas = new();
    private readonly int[] _headPorts;
    private readonly string _logLevel;
    private readonly Action<string> _log;

    private SoakCluster(int heads, string logLevel, Action<string> log)
    {
        _logLevel = logLevel;
        _headPorts = FreePorts(heads);
        _log = log;
    }

    public List<SoakMember> Heads { get; } = [];

    public List<SoakMember> Boards { get; } = [];

    public IReadOnlyList<FardClient> Clients => _clients;

    /// <summary>The FPGA that a board has now.</summary>
    public TestAccelerator FpgaOf(SoakMember board) => _fpgas[board.Name];

    public IEnumerable<SoakMember> All => [.. Heads, .. Boards, .. _clientMembers];

    /// <summary>Ports of everybody who is there: for messages, and for chunks.</summary>
    public IReadOnlySet<int> DataPorts => Boards.Where(board => board.IsUp).Select(board => board.Now.DataEndpoint!.Port).ToHashSet();

    /// <summary>Connections for chunks that are open.</summary>
    public int DataConnections
    {
        get
        {
            var ports = DataPorts;
            return ProcessSockets.List().Count(socket => !socket.Listens && socket.Uses(ports));
        }
    }

    public IReadOnlySet<int> MessagePorts => All.Where(member => member.IsUp).Select(member => member.Now.Address.Port!.Value).ToHashSet();

    /// <param name="logLevel">What the members print.</param>
    /// <param name="log">Gets what becomes of members.</param>
    public static async Task<SoakCluster> StartAsync(int heads, int boards, int clients, string logLevel, Action<string> log)
    {
        var cluster = new SoakCluster(heads, logLevel, log);
        for (var head = 0; head < heads; head++)
        {
            var port = cluster._headPorts[head];
            cluster.Heads.Add(await SoakMember.StartAsync($"head-{head}", _ => cluster.Config("head", port), config => StartHeadAsync(config), log));
        }

        cluster.Boards.AddRange(await Task.WhenAll(Enumerable.Range(0, boards).Select(cluster.StartBoardAsync)));
        foreach (var member in await Task.WhenAll(Enumerable.Range(0, clients).Select(cluster.StartClientAsync)))
        {
            cluster._clientMembers.Add(member);
            cluster._clients.Add(FardClient.Of(member.Now, ClientSettings.Read(cluster.Config("client", 0), member.Name), TinyNetwork.Find));
        }

        return cluster;
    }

    /// <summary>
    /// Waits until every board is there, registered, reachable, healthy and free, no job waits or runs, and no connection for chunks is open: one for a
    /// position that is gone by then waits for it until the hello's time is over.
    /// </summary>
    public async Task UntilIdleAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var last = "nothing was heard";
        try
        {
            while (true)
            {
                try
                {
                    var jobs = await _clients[0].ListJobsAsync(limit.Token);
                    var boards = await _clients[0].ListBoardsAsync(cancellationToken: limit.Token);
                    var free = boards.Count(board => board.Reachable && !board.Leaving && board.Leases.All(lease => lease is null));
                    var streams = Boards.Sum(board => board.Now.OpenStreams);
                    var connections = DataConnections;
                    if (connections == 0 && jobs.IsEmpty && free == Boards.Count && boards.Length == Boards.Count && streams == 0 && Boards.TrueForAll(board => board.IsUp)) return;
                    last = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{jobs.Length} jobs, {boards.Length} boards, {free} of them free and reachable, {streams} open streams, {connections} connections for chunks, {Boards.Count(board => !board.IsUp)} boards down; {string.Join("; ", jobs.Take(5))}");
                }
                catch (FardJobException exception)
                {
                    last = exception.Message;
                }

                await timer.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The cluster was not idle within {patience.TotalSeconds} s; last seen: {last}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) await client.DisposeAsync();
        await Task.WhenAll(_clientMembers.Concat(Boards).Select(member => member.DisposeAsync().AsTask()));
        foreach (var head in Heads) await head.DisposeAsync();
    }

    private static Task<FardMember> StartHeadAsync(Config config) => FardMember.StartAsync(config, new FardMemberOptions { FindNetwork = TinyNetwork.Find });

    private Task<SoakMember> StartBoardAsync(int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"board-{number}");
        return SoakMember.StartAsync(
            name,
            port => Config("board", port),
            config => FardMember.StartAsync(config, new FardMemberOptions { Board = _ => TestBitstreams.Board(name, _fpgas[name] = new TestAccelerator()) }),
            _log);
    }

    private Task<SoakMember> StartClientAsync(int number) => SoakMember.StartAsync(
        string.Create(CultureInfo.InvariantCulture, $"client-{number}"), port => Config("client", port), config => FardMember.StartAsync(config), _log);

    private Config Config(string role, int port)
    {
        var seeds = string.Join(", ", _headPorts.Select(head => FardConfig.Quote(string.Create(CultureInfo.InvariantCulture, $"akka.trttl.gremlin.tcp://fard@127.0.0.1:{head}"))));
        return FardConfig.WithReference(ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = {{_logLevel}}
              stdout-loglevel = {{_logLevel}}
              coordinated-shutdown.run-by-actor-system-terminate = off
              coordinated-shutdown.run-by-clr-shutdown-hook = off
              remote {
                retry-gate-closed-for = 200ms
                dot-netty.tcp { hostname = 127.0.0.1, port = {{port}}, applied-adapters = [trttl, gremlin] }
              }
              cluster {
                roles = [{{role}}]
                seed-nodes = [{{seeds}}]
                failure-detector { heartbeat-interval = 200ms, acceptable-heartbeat-pause = 4s, expected-response-after = 200ms }
                split-brain-resolver { stable-after = 1s, keep-oldest { down-if-alone = on, role = "" } }
                gossip-interval = 200ms
                leader-actions-interval = 200ms
                unreachable-nodes-reaper-interval = 200ms
                periodic-tasks-initial-delay = 50ms
                seed-node-timeout = 1s
                retry-unsuccessful-join-after = 1s
                singleton.hand-over-retry-interval = 200ms
                singleton-proxy.singleton-identification-interval = 200ms
              }
            }
            fard {
              jobs.stop-retry = 300ms
              client { submit-retry = 1s, failure-wait = 10s, answer-timeout = 30s }
              head {
                registration-grace = 5s
                applications.{{Application}} {
                  network = tiny
                  max-images = 64
                  max-queue = 1000
                  queue-timeout = 60s
                  positions = [
                    { job-name = first_stage, layers = "0..1", bitstream = tiny, board = pynq-z1 }
                    { job-name = second_stage, layers = "2..3", bitstream = tiny, board = pynq-z1 }
                  ]
                }
              }
            }
            """));
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners) listener.Stop();
        return ports;
    }
}
