using System.Net;
using System.Net.Sockets;
using Akka.Actor;

namespace Akka.Cluster.Tests;

[Collection(RunsAlone.Name)]
public sealed class FormationSpec : ClusterSpec
{
    [Fact]
    public async Task Sixty_four_members_in_one_process_form_a_cluster()
    {
        // At the short intervals of other specs, 64 members would mostly tell each other that they live.
        const string UsualIntervals = """
            akka.cluster {
              gossip-interval = 1s
              leader-actions-interval = 1s
              unreachable-nodes-reaper-interval = 1s
              failure-detector { heartbeat-interval = 1s, acceptable-heartbeat-pause = 20s }
            }
            """;
        var members = await StartCluster(64, UsualIntervals);

        members.Select(m => m.SelfMember.UniqueAddress).Distinct().Count().ShouldBe(64);
        members.Select(m => m.State.Leader).Distinct().ShouldHaveSingleItem();
        members[0].State.Members.Order(Member.AgeOrdering).Select(m => m.UniqueAddress).ShouldBe(members.Select(m => m.SelfUniqueAddress));
        // 64 that leave in good order would take longer than all of this.
        foreach (var member in members) Crash(member);
    }

    [Fact]
    public async Task Members_that_start_before_their_seed_join_it_when_it_comes()
    {
        var port = FreePort();
        var seeds = $"akka.cluster.seed-nodes = [\"akka.tcp://cluster@127.0.0.1:{port}\"]";
        var early = new[] { Start(seeds), Start(seeds) };

        var seed = Start(seeds, port);

        await AllUp([seed, .. early]);
    }

    [Fact]
    public async Task A_first_seed_that_was_restarted_joins_the_cluster_that_is_there()
    {
        var (one, two) = (FreePort(), FreePort());
        var seeds = $"akka.cluster.seed-nodes = [\"akka.tcp://cluster@127.0.0.1:{one}\", \"akka.tcp://cluster@127.0.0.1:{two}\"]";
        var first = Start(seeds, one);
        var others = new[] { Start(seeds, two), Start(seeds) };
        await AllUp([first, .. others]);
        var old = first.SelfUniqueAddress;
        Crash(first);
        await first.System.WhenTerminated.WaitAsync(Patience);

        var again = Start(seeds, one);

        await AllUp([again, .. others]);
        others[0].State.Members.ShouldNotContain(m => m.UniqueAddress == old);
    }

    /// <summary>A port that nobody listens on, below those that the operating system gives out by itself.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(15_000, 30_000);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }
}
