namespace Akka.Cluster.Sharding;

/// <content>Starting an entity without a message.</content>
public sealed partial class ShardRegion
{
    /// <summary>Makes a region start an entity where its shard lives.</summary>
    public sealed class StartEntity : IClusterShardingSerializable, IEquatable<StartEntity>
    {
        public readonly string EntityId;

        public StartEntity(string entityId)
        {
            EntityId = entityId;
        }

        public bool Equals(StartEntity? other) => other is not null && EntityId == other.EntityId;

        public override bool Equals(object? obj) => Equals(obj as StartEntity);

        public override int GetHashCode() => EntityId.GetHashCode(StringComparison.Ordinal);

        public override string ToString() => $"StartEntity({EntityId})";
    }
}
