using System.Collections.Immutable;
using Akka.Actor;
using FsCheck;
using FsCheck.Fluent;

namespace Akka.Cluster.Sharding.Tests.Internal;

public sealed class AllocationSpec : IAsyncLifetime
{
    private const int MostRegions = 6;

    private readonly ActorSystem _system = ActorSystem.Create("allocation", "akka { loglevel = OFF, stdout-loglevel = OFF, coordinated-shutdown.run-by-clr-shutdown-hook = off }");
    private readonly List<IActorRef> _regions;

    public AllocationSpec()
    {
        _regions = [.. Enumerable.Range(0, MostRegions).Select(i => _system.ActorOf(Props.Empty, $"region{i}"))];
    }

    private static Gen<int[]> Counts => Gen.Choose(2, MostRegions).SelectMany(n => Gen.Choose(0, 30).ArrayOf(n));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    [Fact]
    public void A_new_shard_goes_to_a_region_with_the_fewest() => Prop.ForAll(Counts.ToArbitrary(), counts =>
    {
        var allocations = Allocate(counts);
        return Strategies(3, 0.5, 2, 2).All(s => allocations[Now(s.AllocateShard(_regions[0], "new", allocations))].Count == counts.Min());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_round_moves_no_more_than_is_allowed() => Prop.ForAll(
        (from counts in Counts from limit in Gen.Choose(1, 20) from percent in Gen.Choose(0, 100) select (counts, limit, percent)).ToArbitrary(),
        c =>
        {
            var (counts, limit, percent) = c;
            var allocations = Allocate(counts);
            var allowed = Math.Max(1, Math.Min(limit, (int)(percent / 100.0 * counts.Sum())));
            return Moved(ShardAllocationStrategy.LeastShardAllocationStrategy(limit, percent / 100.0), allocations).Count <= allowed
                && Moved(new LeastShardAllocationStrategy(limit, 3), allocations).Count <= Math.Min(limit, 3)
                && Moved(new LeastShardAllocationStrategy(3, limit), allocations).Count <= Math.Min(limit, 3);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Rounds_end_with_regions_that_differ_by_no_more_than_the_threshold() => Prop.ForAll(
        (from counts in Counts from threshold in Gen.Choose(1, 4) from limit in Gen.Choose(1, 5) select (counts, threshold, limit)).ToArbitrary(),
        c =>
        {
            var (counts, threshold, limit) = c;
            return Strategies(limit, 0.3, threshold, limit).Zip([1, threshold]).All(s => Spread(Balance(s.First, Allocate(counts))) <= s.Second);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Even_regions_stay_as_they_are() => Prop.ForAll((from regions in Gen.Choose(2, MostRegions) from shards in Gen.Choose(0, 30) select (regions, shards)).ToArbitrary(), c =>
    {
        var allocations = Allocate([.. Enumerable.Repeat(c.shards, c.regions)]);
        return Strategies(20, 1, 1, 3).All(s => Moved(s, allocations).Count == 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void While_shards_move_no_more_are_moved_than_may_move_at_a_time()
    {
        var allocations = Allocate([12, 0]);
        var moving = allocations[_regions[0]].Take(2).ToImmutableHashSet();

        Now(new LeastShardAllocationStrategy(5, 3).Rebalance(allocations, moving)).Count.ShouldBe(1);
        Now(new LeastShardAllocationStrategy(5, 2).Rebalance(allocations, moving)).ShouldBeEmpty();
        Now(ShardAllocationStrategy.LeastShardAllocationStrategy(20, 1).Rebalance(allocations, moving)).ShouldBeEmpty();
    }

    private static IShardAllocationStrategy[] Strategies(int limit, double part, int threshold, int atATime) =>
        [ShardAllocationStrategy.LeastShardAllocationStrategy(limit, part), new LeastShardAllocationStrategy(threshold, atATime)];

    private static T Now<T>(Task<T> task)
    {
        task.IsCompletedSuccessfully.ShouldBeTrue();
        return task.GetAwaiter().GetResult();
    }

    private static IImmutableSet<string> Moved(IShardAllocationStrategy strategy, IImmutableDictionary<IActorRef, IImmutableList<string>> allocations) =>
        Now(strategy.Rebalance(allocations, ImmutableHashSet<string>.Empty));

    private static int Spread(IImmutableDictionary<IActorRef, IImmutableList<string>> allocations) => allocations.Max(a => a.Value.Count) - allocations.Min(a => a.Value.Count);

    /// <summary>Rounds until nothing moves; what moves is allocated anew. More rounds than there are shards are refused as no progress.</summary>
    private IImmutableDictionary<IActorRef, IImmutableList<string>> Balance(IShardAllocationStrategy strategy, IImmutableDictionary<IActorRef, IImmutableList<string>> allocations)
    {
        for (var rounds = allocations.Sum(a => a.Value.Count); Moved(strategy, allocations) is { Count: > 0 } moved; rounds--)
        {
            rounds.ShouldBeGreaterThan(0);
            foreach (var (region, shards) in allocations) allocations = allocations.SetItem(region, shards.RemoveAll(moved.Contains));
            foreach (var shard in moved)
            {
                var home = Now(strategy.AllocateShard(_regions[0], shard, allocations));
                allocations = allocations.SetItem(home, allocations[home].Add(shard));
            }
        }
        return allocations;
    }

    private ImmutableDictionary<IActorRef, IImmutableList<string>> Allocate(int[] counts) =>
        counts.Select((count, i) => (Region: _regions[i], Shards: (IImmutableList<string>)Enumerable.Range(0, count).Select(s => $"{i}-{s}").ToImmutableList()))
            .ToImmutableDictionary(r => r.Region, r => r.Shards);
}
