namespace Akka.Cluster.Sharding;

/// <summary>The two delegates of older code as an extractor.</summary>
internal sealed class DelegateMessageExtractor(ExtractEntityId extractEntityId, ExtractShardId extractShardId) : IMessageExtractor
{
    public string? EntityId(object message) => extractEntityId(message) is { HasValue: true } found ? found.Value.Item1 : null;

    public object? EntityMessage(object message) => extractEntityId(message) is { HasValue: true } found ? found.Value.Item2 : null;

    public string? ShardId(object message) => extractShardId(message);

    public string? ShardId(string entityId, object? messageHint = null) =>
        (messageHint is null ? null : extractShardId(messageHint)) is { Length: > 0 } shard ? shard : extractShardId(new ShardRegion.StartEntity(entityId));
}
