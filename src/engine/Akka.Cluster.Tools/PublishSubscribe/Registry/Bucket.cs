using Akka.Actor;

namespace Akka.Cluster.Tools.PublishSubscribe.Registry;

/// <summary>
/// What one member has registered. Only its owner changes it, with a version that only grows, so that a copy elsewhere is known by one number:
/// it has every change up to it.
/// </summary>
internal sealed class Bucket(Address owner)
{
    private readonly Dictionary<EntryKey, Entry> _entries = [];

    public Address Owner { get; } = owner;

    public long Version { get; private set; }

    public IEnumerable<EntryKey> Present => _entries.Where(e => e.Value.Present).Select(e => e.Key);

    public Entry? Find(EntryKey key) => _entries.TryGetValue(key, out var entry) && entry.Present ? entry : null;

    /// <summary>The owner's own change.</summary>
    public void Set(EntryKey key, bool present, IActorRef? actor, long version)
    {
        Version = version;
        _entries[key] = new Entry(version, present, actor);
    }

    /// <summary>The oldest changes after a version, at most so many; null when there are none.</summary>
    public BucketDelta? After(long version, int most)
    {
        if (Version <= version) return null;
        var changed = _entries.Where(e => e.Value.Version > version).OrderBy(e => e.Value.Version).ToList();
        if (changed.Count <= most) return new BucketDelta(Owner, Version, changed);
        return new BucketDelta(Owner, changed[most - 1].Value.Version, changed[..most]);
    }

    public void Merge(BucketDelta delta)
    {
        if (delta.Version <= Version) return;
        foreach (var (key, entry) in delta.Entries)
        {
            if (!_entries.TryGetValue(key, out var known) || known.Version < entry.Version) _entries[key] = entry;
        }
        Version = delta.Version;
    }

    /// <summary>Forgets removed entries of before a version: every other member has had time to learn of them.</summary>
    public void Prune(long version)
    {
        foreach (var (key, entry) in _entries)
            if (!entry.Present && entry.Version < version) _entries.Remove(key);
    }
}
