namespace Akka.Cluster.Sharding;

/// <summary>Says for which entity a message is, and in which shard that entity lives. Every member must answer the same.</summary>
public interface IMessageExtractor
{
    /// <summary>The entity that a message is for; null or empty when the message is for none.</summary>
    string? EntityId(object message);

    /// <summary>What the entity gets.</summary>
    object? EntityMessage(object message);

    /// <summary>The shard of the entity that a message is for.</summary>
    string? ShardId(object message);

    /// <summary>The shard of an entity.</summary>
    /// <param name="messageHint">The message that is to be delivered, where there is one.</param>
    string? ShardId(string entityId, object? messageHint = null);
}
