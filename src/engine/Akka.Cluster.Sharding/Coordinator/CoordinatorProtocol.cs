using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Sharding;

/// <summary>Region to coordinator: I host these shards; watch me.</summary>
internal sealed record Register(IActorRef Region, IReadOnlyList<string> Shards) : IClusterShardingSerializable, IDeadLetterSuppression;

/// <summary>Proxy to coordinator: I send to shards and host none.</summary>
internal sealed record RegisterProxy(IActorRef Proxy) : IClusterShardingSerializable, IDeadLetterSuppression;

/// <summary>Coordinator to region or proxy: you are known; I am the sender.</summary>
internal sealed record RegisterAck : IClusterShardingSerializable, IDeadLetterSuppression;

/// <summary>To the coordinator: where is the shard? Answered, perhaps much later, by <see cref="ShardHome"/>.</summary>
internal sealed record GetShardHome(string Shard) : IClusterShardingSerializable, IDeadLetterSuppression;

internal sealed record ShardHome(string Shard, IActorRef Region) : IClusterShardingSerializable, IDeadLetterSuppression;

/// <summary>Coordinator to region: you host the shard now. Answered by <see cref="ShardStarted"/>, else repeated.</summary>
internal sealed record HostShard(string Shard) : IClusterShardingSerializable, IDeadLetterSuppression;

internal sealed record ShardStarted(string Shard) : IClusterShardingSerializable, IDeadLetterSuppression;

/// <summary>Coordinator to all regions and proxies: forget where the shard is and keep its messages.</summary>
internal sealed record BeginHandOff(string Shard) : IClusterShardingSerializable, IDeadLetterSuppression;

/// <summary>
/// Answer to <see cref="BeginHandOff"/>, sent by way of the region that hosts the shard, so that it comes there after every message
/// that went there before, and passed on by that region to the coordinator.
/// </summary>
internal sealed record BeginHandOffAck(string Shard) : IClusterShardingSerializable, IDeadLetterSuppression;

/// <summary>Coordinator to the region that hosts the shard, when nobody sends there any more: stop its entities. Answered by <see cref="ShardStopped"/>.</summary>
internal sealed record HandOff(string Shard) : IClusterShardingSerializable, IDeadLetterSuppression;

internal sealed record ShardStopped(string Shard) : IClusterShardingSerializable, IDeadLetterSuppression;

/// <summary>Region to coordinator: move my shards elsewhere; I stop when I have none.</summary>
internal sealed record ShutdownRequest(IActorRef Region) : IClusterShardingSerializable, IDeadLetterSuppression;
