using System.Diagnostics.CodeAnalysis;
using Akka.Actor;

namespace Akka.Cluster.Sharding;

/// <summary>Messages that wait, by the id of what they wait for, in order; all together at most a number of them.</summary>
internal sealed class MessageBuffers(int capacity)
{
    private readonly Dictionary<string, Queue<(object Message, IActorRef Sender)>> _buffers = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    public bool IsEmpty => _buffers.Count == 0;

    public IReadOnlyCollection<string> Ids => _buffers.Keys;

    public bool Has(string id) => _buffers.ContainsKey(id);

    /// <summary>False when there is no room.</summary>
    public bool TryAdd(string id, object message, IActorRef sender)
    {
        if (Count >= capacity) return false;
        if (!_buffers.TryGetValue(id, out var buffer)) _buffers[id] = buffer = new Queue<(object, IActorRef)>();
        buffer.Enqueue((message, sender));
        Count++;
        return true;
    }

    public bool TryTake(string id, [NotNullWhen(true)] out IReadOnlyCollection<(object Message, IActorRef Sender)>? messages)
    {
        messages = null;
        if (!_buffers.Remove(id, out var buffer)) return false;
        Count -= buffer.Count;
        messages = buffer;
        return true;
    }
}
