using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster;

namespace Fard.Benchmarks.Engine;

/// <summary>How long members of one process take to form a cluster, with the reference configuration.</summary>
internal static class ClusterBenchmarks
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async IAsyncEnumerable<Figure> RunAsync(int rounds)
    {
        foreach (var (members, reference) in new (int, double?)[] { (2, null), (8, null), (16, 2.1), (64, null) })
        {
            var times = new List<double>();
            for (var round = 0; round < (members > 16 ? 1 : rounds); round++) times.Add(await FormAsync(members));
            yield return Figure.Of($"{members} members form a cluster", "s", times, reference, "first seed up first");
        }
    }

    /// <summary>Seconds from the start of the other systems, the first being up, until every member sees all as Up.</summary>
    private static async Task<double> FormAsync(int count)
    {
        var systems = new List<ActorSystem> { Systems.Member() };
        try
        {
            var seed = Cluster.Get(systems[0]);
            seed.Join(seed.SelfAddress);
            await AllUpAsync([seed]);
            var start = Stopwatch.GetTimestamp();
            for (var i = 1; i < count; i++)
            {
                systems.Add(Systems.Member());
                Cluster.Get(systems[i]).JoinSeedNodes([seed.SelfAddress]);
            }

            await AllUpAsync([.. systems.Select(Cluster.Get)]);
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            // Leaving one by one is not what is measured.
            foreach (var system in systems) ((ExtendedActorSystem)system).Abort();
            await Task.WhenAll(systems.Select(s => s.WhenTerminated)).WaitAsync(Patience);
        }
    }

    private static async Task AllUpAsync(IReadOnlyCollection<Cluster> members)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (members.Any(m => m.State.Members.Count(other => other.Status == MemberStatus.Up) < members.Count)) await timer.WaitForNextTickAsync(patience.Token);
    }
}
