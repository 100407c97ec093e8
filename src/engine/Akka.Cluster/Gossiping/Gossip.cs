using System.Collections.Immutable;

namespace Akka.Cluster.Gossiping;

/// <summary>
/// What members tell each other: the members, who cannot reach whom, which members have seen exactly this version, and the removed
/// incarnations (tombstones, with the time of removal in milliseconds since 1970) that no merge may bring back.
/// </summary>
internal sealed record Gossip(
    ImmutableSortedSet<Member> Members,
    Reachability Reachability,
    ImmutableHashSet<UniqueAddress> Seen,
    VectorClock Version,
    ImmutableDictionary<UniqueAddress, long> Tombstones)
{
    public static readonly Gossip Empty = new(
        ImmutableSortedSet<Member>.Empty,
        Reachability.Empty,
        ImmutableHashSet<UniqueAddress>.Empty,
        VectorClock.Empty,
        ImmutableDictionary<UniqueAddress, long>.Empty);

    private readonly Lazy<Dictionary<UniqueAddress, Member>> _byNode = new(() => Members.ToDictionary(m => m.UniqueAddress));

    public Member? Find(UniqueAddress node) => _byNode.Value.GetValueOrDefault(node);

    public bool Has(UniqueAddress node) => _byNode.Value.ContainsKey(node);

    public bool IsSeenBy(UniqueAddress node) => Seen.Contains(node);

    /// <summary>A change by <paramref name="author"/>: only it has seen the new version.</summary>
    public Gossip ChangedBy(UniqueAddress author) => this with { Version = Version.Increment(author), Seen = [author] };

    public Gossip SeenBy(UniqueAddress node) => Seen.Contains(node) ? this : this with { Seen = Seen.Add(node) };

    /// <summary>Of two equal versions: seen by whoever saw either.</summary>
    public Gossip MergeSeen(Gossip other) => this with { Seen = Seen.Union(other.Seen) };

    /// <summary>Replaces members that exist already.</summary>
    public Gossip Update(IEnumerable<Member> changed)
    {
        var members = Members.ToBuilder();
        foreach (var member in changed)
        {
            members.Remove(member);
            members.Add(member);
        }
        return WithMembers(members.ToImmutable());
    }

    public Gossip Remove(IReadOnlySet<UniqueAddress> nodes, long now) => nodes.Count == 0
        ? this
        : WithMembers(Members.Except(Members.Where(m => nodes.Contains(m.UniqueAddress)))) with
        {
            Reachability = Reachability.Remove(nodes),
            Seen = Seen.Except(nodes),
            Version = Version.Prune(nodes.Contains),
            Tombstones = Tombstones.SetItems(nodes.Select(n => KeyValuePair.Create(n, now))),
        };

    /// <summary>Forgets tombstones from before a time: by then no old view can still be under way.</summary>
    public Gossip PruneTombstones(long removedBefore)
    {
        var old = Tombstones.Where(t => t.Value < removedBefore).Select(t => t.Key).ToList();
        return old.Count == 0 ? this : this with { Tombstones = Tombstones.RemoveRange(old) };
    }

    /// <summary>Joins two versions that neither knows of the other. Nobody has seen the result yet.</summary>
    public Gossip Merge(Gossip other)
    {
        var tombstones = Tombstones.ToBuilder();
        foreach (var (node, time) in other.Tombstones)
            if (!tombstones.TryGetValue(node, out var own) || own < time) tombstones[node] = time;

        var newest = new Dictionary<UniqueAddress, Member>();
        foreach (var member in Members.Concat(other.Members))
        {
            if (tombstones.ContainsKey(member.UniqueAddress)) continue;
            newest[member.UniqueAddress] = newest.TryGetValue(member.UniqueAddress, out var seen) ? Member.Newer(seen, member) : member;
        }
        return new Gossip(
            newest.Values.ToImmutableSortedSet(),
            Reachability.Merge(other.Reachability, newest.Keys.ToHashSet()),
            ImmutableHashSet<UniqueAddress>.Empty,
            Version.Merge(other.Version).Prune(tombstones.ContainsKey),
            tombstones.ToImmutable());
    }

    public Gossip WithMembers(ImmutableSortedSet<Member> members) => new(members, Reachability, Seen, Version, Tombstones);

    public override string ToString() =>
        $"Gossip(members = [{string.Join(", ", Members)}], unreachable = [{Reachability}], seen = [{string.Join(", ", Seen.Select(s => s.Address))}], version = {Version})";
}
