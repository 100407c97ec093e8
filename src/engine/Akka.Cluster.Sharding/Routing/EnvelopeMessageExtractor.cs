namespace Akka.Cluster.Sharding;

/// <summary>Understands sharding's own messages to entities, so that a user's extractor need not.</summary>
internal sealed class EnvelopeMessageExtractor(IMessageExtractor inner) : IMessageExtractor
{
    public string? EntityId(object message) => message switch
    {
        ShardingEnvelope envelope => envelope.EntityId,
        ShardRegion.StartEntity start => start.EntityId,
        _ => inner.EntityId(message),
    };

    public object? EntityMessage(object message) => message switch
    {
        ShardingEnvelope envelope => envelope.Message,
        ShardRegion.StartEntity => message,
        _ => inner.EntityMessage(message),
    };

    public string? ShardId(object message) => EntityId(message) is { Length: > 0 } entity ? ShardId(entity, message) : null;

    public string? ShardId(string entityId, object? messageHint = null) => inner.ShardId(entityId, messageHint);
}
