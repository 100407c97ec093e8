using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster.Sharding;

/// <summary>
/// New shards go to the region with the fewest. Shards move from the fullest region while it has more than <c>rebalanceThreshold</c> shards above the
/// emptiest, at most <c>rebalanceThreshold</c> per round and <c>maxSimultaneousRebalance</c> at a time.
/// </summary>
public class LeastShardAllocationStrategy : IShardAllocationStrategy
{
    private readonly int _rebalanceThreshold;
    private readonly int _maxSimultaneousRebalance;

    public LeastShardAllocationStrategy(int rebalanceThreshold, int maxSimultaneousRebalance)
    {
        _rebalanceThreshold = rebalanceThreshold;
        _maxSimultaneousRebalance = maxSimultaneousRebalance;
    }

    Task<IActorRef> IShardAllocationStrategy.AllocateShard(IActorRef requester, string shardId, IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations) =>
        LeastShards.Allocate(currentShardAllocations);

    public Task<IImmutableSet<string>> Rebalance(IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations, IImmutableSet<string> rebalanceInProgress)
    {
        var free = _maxSimultaneousRebalance - rebalanceInProgress.Count;
        if (free <= 0 || currentShardAllocations.Count < 2) return LeastShards.None;
        var staying = currentShardAllocations.OrderBy(a => a.Key.Path).Select(a => a.Value.Where(s => !rebalanceInProgress.Contains(s)).ToList()).ToList();
        var least = currentShardAllocations.Min(a => a.Value.Count);
        var most = staying.MaxBy(shards => shards.Count)!;
        var difference = most.Count - least;
        if (difference <= _rebalanceThreshold) return LeastShards.None;
        var count = Math.Min(Math.Min(difference - _rebalanceThreshold, _rebalanceThreshold), free);
        return Task.FromResult<IImmutableSet<string>>(most.Order(StringComparer.Ordinal).Take(count).ToImmutableHashSet());
    }
}
