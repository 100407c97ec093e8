using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster.Sharding;

/// <summary>
/// New shards go to the region with the fewest. A round moves what regions have above the mean (rounded up); where none has more, it fills regions that
/// are two or more below from those at the mean. At most min(absolute limit, relative limit times shards) move per round, at least one; while shards move, no new round begins.
/// </summary>
internal sealed class LimitedLeastShardAllocationStrategy(int absoluteLimit, double relativeLimit) : IShardAllocationStrategy
{
    public Task<IActorRef> AllocateShard(IActorRef requester, string shardId, IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations) =>
        LeastShards.Allocate(currentShardAllocations);

    public Task<IImmutableSet<string>> Rebalance(IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations, IImmutableSet<string> rebalanceInProgress)
    {
        var total = currentShardAllocations.Sum(a => a.Value.Count);
        if (rebalanceInProgress.Count > 0 || currentShardAllocations.Count < 2 || total == 0) return LeastShards.None;
        var regions = currentShardAllocations.OrderBy(a => a.Value.Count).ThenBy(a => a.Key.Path).Select(a => a.Value).ToList();
        var limit = Math.Max(1, Math.Min((int)(relativeLimit * total), absoluteLimit));
        var mean = (total + regions.Count - 1) / regions.Count;
        var above = regions.SelectMany(shards => shards.Take(Math.Max(0, shards.Count - mean))).Take(limit).ToImmutableHashSet();
        if (above.Count > 0) return Task.FromResult<IImmutableSet<string>>(above);
        var lacking = regions.Sum(shards => Math.Max(0, mean - 1 - shards.Count));
        return lacking == 0
            ? LeastShards.None
            : Task.FromResult<IImmutableSet<string>>(regions.Where(shards => shards.Count == mean).Take(Math.Min(limit, lacking)).Select(shards => shards[0]).ToImmutableHashSet());
    }
}
