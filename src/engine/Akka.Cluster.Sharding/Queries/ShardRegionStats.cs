using System.Collections.Immutable;

namespace Akka.Cluster.Sharding;

/// <summary>The number of entities in each shard of one region, and the shards that did not answer in time.</summary>
public sealed class ShardRegionStats : IClusterShardingSerializable, IEquatable<ShardRegionStats>
{
    public readonly IImmutableDictionary<string, int> Stats;
    public readonly IImmutableSet<string> Failed;

    public ShardRegionStats(IImmutableDictionary<string, int> stats)
        : this(stats, ImmutableHashSet<string>.Empty)
    {
    }

    public ShardRegionStats(IImmutableDictionary<string, int> stats, IImmutableSet<string> failed)
    {
        Stats = stats;
        Failed = failed;
    }

    public bool Equals(ShardRegionStats? other) =>
        other is not null && Failed.SetEquals(other.Failed) && Stats.Count == other.Stats.Count && Stats.All(s => other.Stats.TryGetValue(s.Key, out var count) && count == s.Value);

    public override bool Equals(object? obj) => Equals(obj as ShardRegionStats);

    public override int GetHashCode() => HashCode.Combine(ContentHash.Of(Stats), ContentHash.Of(Failed));

    public override string ToString() => $"ShardRegionStats({string.Join(", ", Stats.Select(s => $"{s.Key}: {s.Value}"))}; failed: {string.Join(", ", Failed)})";
}
