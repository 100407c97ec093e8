namespace Akka.Cluster.Sharding;

/// <summary>The strategies of the engine.</summary>
public static class ShardAllocationStrategy
{
    /// <summary>Keeps the numbers of shards even; a round moves at most the lower of both limits, at least one shard.</summary>
    /// <param name="absoluteLimit">The most shards that move per round.</param>
    /// <param name="relativeLimit">The greatest part of all shards that moves per round, 0 to 1.</param>
    public static IShardAllocationStrategy LeastShardAllocationStrategy(int absoluteLimit, double relativeLimit) => new LimitedLeastShardAllocationStrategy(absoluteLimit, relativeLimit);
}
