using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Cluster.Sharding.Tests;

/// <summary>What the entities of all members did.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, int> _living = new();
    private readonly ConcurrentQueue<(string Entity, Address Where)> _started = new();
    private readonly ConcurrentQueue<string> _saidGoodbye = new();
    private readonly ConcurrentQueue<(string Entity, string Message)> _received = new();
    private volatile bool _overlapped;

    public IReadOnlyList<(string Entity, Address Where)> Started => [.. _started];

    public IReadOnlyList<string> SaidGoodbye => [.. _saidGoodbye];

    public IReadOnlyList<(string Entity, string Message)> Received => [.. _received];

    public IReadOnlyList<string> Living => [.. _living.Where(e => e.Value > 0).Select(e => e.Key)];

    /// <summary>An entity lived twice at a time.</summary>
    public bool Overlapped => _overlapped;

    public int Starts(string entity) => _started.Count(s => s.Entity == entity);

    public void Start(string entity, Address where)
    {
        if (_living.AddOrUpdate(entity, 1, (_, count) => count + 1) > 1) _overlapped = true;
        _started.Enqueue((entity, where));
    }

    public void End(string entity) => _living.AddOrUpdate(entity, 0, (_, count) => count - 1);

    public void Goodbye(string entity) => _saidGoodbye.Enqueue(entity);

    public void Receive(string entity, string message) => _received.Enqueue((entity, message));
}
