using Akka.Util;

namespace Akka.Cluster.Sharding;

/// <summary>The entity that a message is for, and what it gets; none when the message is for no entity.</summary>
public delegate Option<(string, object)> ExtractEntityId(object message);

/// <summary>The shard of the entity that a message is for. To be asked for an entity without a message, it understands <see cref="ShardRegion.StartEntity"/>.</summary>
public delegate string ExtractShardId(object message);
