using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tests;

/// <summary>A spec with several cluster members in one process, on loopback, with short intervals.</summary>
public abstract class ClusterSpec : IAsyncLifetime
{
    private readonly List<ActorSystem> _systems = [];

    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Task.WhenAll(_systems.Select(s => s.Terminate())).WaitAsync(Patience);

    protected Cluster Start(string config = "", int port = 0)
    {
        var system = ActorSystem.Create("cluster", ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = OFF
              stdout-loglevel = OFF
              actor.provider = cluster
              coordinated-shutdown.run-by-clr-shutdown-hook = off
              remote {
                retry-gate-closed-for = 200ms
                dot-netty.tcp {
                  hostname = "127.0.0.1"
                  port = {{port}}
                }
              }
              cluster {
                periodic-tasks-initial-delay = 100ms
                gossip-interval = 100ms
                leader-actions-interval = 100ms
                unreachable-nodes-reaper-interval = 100ms
                seed-node-timeout = 500ms
                retry-unsuccessful-join-after = 1s
                failure-detector {
                  heartbeat-interval = 100ms
                  acceptable-heartbeat-pause = 2s
                  expected-response-after = 200ms
                }
                split-brain-resolver.stable-after = 1s
              }
            }
            {{config}}
            """));
        _systems.Add(system);
        return Cluster.Get(system);
    }

    /// <summary>Starts members that join the first one, and waits until all see all as Up; the oldest is the first of the answer.</summary>
    protected async Task<IReadOnlyList<Cluster>> StartCluster(int size, string config = "")
    {
        var members = Enumerable.Range(0, size).Select(_ => Start(config)).ToList();
        foreach (var member in members) member.Join(members[0].SelfAddress);
        await AllUp(members);
        return [.. members.OrderBy(m => m.SelfMember, Member.AgeOrdering)];
    }

    protected static Task AllUp(IReadOnlyCollection<Cluster> members) => Until(() => members.All(m =>
        m.State.Members.Count == members.Count && m.State.Members.All(other => other.Status == MemberStatus.Up) && m.State.Unreachable.IsEmpty));

    /// <summary>Makes a member vanish without a word, as a crash does.</summary>
    protected static void Crash(Cluster member) => ((ExtendedActorSystem)member.System).Abort();

    /// <summary>Waits for a condition.</summary>
    protected static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition()) await timer.WaitForNextTickAsync(patience.Token);
    }
}
