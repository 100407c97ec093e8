using System.Globalization;

namespace Akka.Cluster.Sharding;

/// <summary>Spreads entities over a fixed number of shards by a hash of their ids. The number must be the same on every member.</summary>
public abstract class HashCodeMessageExtractor : IMessageExtractor
{
    private const uint HashStart = 2166136261;
    private const uint HashPrime = 16777619;

    public readonly int MaxNumberOfShards;

    protected HashCodeMessageExtractor(int maxNumberOfShards)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfShards);
        MaxNumberOfShards = maxNumberOfShards;
    }

    /// <param name="messageExtractor">What the entity gets; null: the message as it is.</param>
    public static HashCodeMessageExtractor Create(int maxNumberOfShards, Func<object, string?> entityIdExtractor, Func<object, object>? messageExtractor = null) =>
        new Functions(maxNumberOfShards, entityIdExtractor, messageExtractor);

    public abstract string? EntityId(object message);

    public virtual object? EntityMessage(object message) => message;

    public virtual string? ShardId(object message) => EntityId(message) is { Length: > 0 } entity ? ShardId(entity, message) : null;

    public virtual string ShardId(string entityId, object? messageHint = null) => (Hash(entityId) % (uint)MaxNumberOfShards).ToString(CultureInfo.InvariantCulture);

    /// <summary>FNV-1a over the UTF-16 units, the same in every process.</summary>
    private static uint Hash(string text)
    {
        var hash = HashStart;
        foreach (var unit in text)
        {
            hash = (hash ^ (byte)unit) * HashPrime;
            hash = (hash ^ (byte)(unit >> 8)) * HashPrime;
        }
        return hash;
    }

    private sealed class Functions(int maxNumberOfShards, Func<object, string?> entityId, Func<object, object>? unwrap) : HashCodeMessageExtractor(maxNumberOfShards)
    {
        public override string? EntityId(object message) => entityId(message);

        public override object? EntityMessage(object message) => unwrap is null ? message : unwrap(message);
    }
}
