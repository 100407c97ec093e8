using Akka.Actor;

namespace Akka.Cluster.Sharding;

/// <summary>Region to shard: stop your entities, then yourself.</summary>
internal sealed record StopShard : INoSerializationVerificationNeeded;

/// <summary>Region to shard: who runs in you? Answered by <see cref="ShardState"/>.</summary>
internal sealed record GetShardState : INoSerializationVerificationNeeded;
