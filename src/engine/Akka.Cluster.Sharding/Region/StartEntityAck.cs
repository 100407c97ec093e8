namespace Akka.Cluster.Sharding;

/// <summary>Answer to <see cref="ShardRegion.StartEntity"/>: the entity runs.</summary>
internal sealed record StartEntityAck(string EntityId, string ShardId) : IClusterShardingSerializable;
