using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster.Tools.PublishSubscribe.Registry;

/// <summary>The buckets of all members, and the members that may have one.</summary>
internal sealed class SubscriptionRegistry
{
    private readonly SortedDictionary<Address, Bucket> _buckets = new(Address.Comparer);
    private readonly HashSet<Address> _nodes = [];
    private readonly Bucket _own;
    private readonly Func<DateTimeOffset> _now;

    public SubscriptionRegistry(Address self, Func<DateTimeOffset> now)
    {
        _own = new Bucket(self);
        _buckets[self] = _own;
        _now = now;
    }

    public IReadOnlyCollection<Address> Nodes => _nodes;

    /// <summary>In the order of their owners' addresses, the same on every member.</summary>
    public IEnumerable<Bucket> Buckets => _buckets.Values;

    public Bucket Own => _own;

    public ImmutableDictionary<Address, long> Versions => _buckets.ToImmutableDictionary(b => b.Key, b => b.Value.Version);

    public ImmutableHashSet<string> Topics =>
        [.. _buckets.Values.SelectMany(b => b.Present).Where(k => k.Kind == EntryKind.Topic).Select(k => k.Name)];

    public void AddNode(Address node) => _nodes.Add(node);

    /// <summary>Stops gossip with a member that goes; what it has registered stays until <see cref="Drop"/>.</summary>
    public void RemoveNode(Address node) => _nodes.Remove(node);

    public void Drop(Address node)
    {
        _nodes.Remove(node);
        if (!node.Equals(_own.Owner)) _buckets.Remove(node);
    }

    public void Set(EntryKey key, IActorRef? actor = null) => _own.Set(key, true, actor, NextVersion());

    public void Unset(EntryKey key)
    {
        if (_own.Find(key) is not null) _own.Set(key, false, null, NextVersion());
    }

    /// <summary>What the holder of these versions lacks, at most so many entries in all.</summary>
    public IReadOnlyList<BucketDelta> DeltaFor(IReadOnlyDictionary<Address, long> versions, int most)
    {
        var deltas = new List<BucketDelta>();
        foreach (var bucket in _buckets.Values)
        {
            if (most <= 0) break;
            if (bucket.After(versions.GetValueOrDefault(bucket.Owner), most) is not { } delta) continue;
            deltas.Add(delta);
            most -= delta.Entries.Count;
        }
        return deltas;
    }

    public bool IsBehind(IReadOnlyDictionary<Address, long> versions) =>
        versions.Any(v => _nodes.Contains(v.Key) && v.Value > (_buckets.GetValueOrDefault(v.Key)?.Version ?? 0));

    /// <summary>Takes news about members that are known; nobody else writes this member's own bucket.</summary>
    public void Merge(IReadOnlyList<BucketDelta> deltas)
    {
        foreach (var delta in deltas)
        {
            if (delta.Owner.Equals(_own.Owner) || !_nodes.Contains(delta.Owner)) continue;
            if (!_buckets.TryGetValue(delta.Owner, out var bucket)) _buckets[delta.Owner] = bucket = new Bucket(delta.Owner);
            bucket.Merge(delta);
        }
    }

    /// <summary>Versions are milliseconds, or one more than the one before: entries removed longer ago than that are forgotten.</summary>
    public void Prune(TimeSpan removedTimeToLive)
    {
        var before = _now().ToUnixTimeMilliseconds() - (long)removedTimeToLive.TotalMilliseconds;
        foreach (var bucket in _buckets.Values) bucket.Prune(before);
    }

    /// <summary>By the clock, so that a restarted member at the same address is ahead of what was known of its former incarnation.</summary>
    private long NextVersion() => Math.Max(_now().ToUnixTimeMilliseconds(), _own.Version + 1);
}
