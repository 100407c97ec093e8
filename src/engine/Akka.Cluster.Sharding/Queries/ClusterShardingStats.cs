using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster.Sharding;

/// <summary>The numbers of entities per shard, region by region.</summary>
public sealed class ClusterShardingStats : IClusterShardingSerializable, IEquatable<ClusterShardingStats>
{
    public readonly IImmutableDictionary<Address, ShardRegionStats> Regions;

    public ClusterShardingStats(IImmutableDictionary<Address, ShardRegionStats> regions)
    {
        Regions = regions;
    }

    public bool Equals(ClusterShardingStats? other) =>
        other is not null && Regions.Count == other.Regions.Count && Regions.All(r => other.Regions.TryGetValue(r.Key, out var stats) && stats.Equals(r.Value));

    public override bool Equals(object? obj) => Equals(obj as ClusterShardingStats);

    public override int GetHashCode() => ContentHash.Of(Regions.Keys);

    public override string ToString() => $"ClusterShardingStats({string.Join(", ", Regions.Select(r => $"{r.Key}: {r.Value}"))})";
}
