using System.Collections.Immutable;

namespace Akka.Cluster.Gossiping;

/// <summary>
/// Who sees whom as unreachable. Every member writes only its own row and counts the row's version up, so of two rows of one observer
/// the one with the higher version is the newer, and merging is commutative, associative and idempotent.
/// </summary>
internal sealed class Reachability
{
    public static readonly Reachability Empty = new(ImmutableDictionary<UniqueAddress, Row>.Empty);

    private readonly Lazy<ImmutableHashSet<UniqueAddress>> _allUnreachable;

    public Reachability(ImmutableDictionary<UniqueAddress, Row> rows)
    {
        Rows = rows;
        _allUnreachable = new(() => Rows.Values.SelectMany(r => r.Unreachable).ToImmutableHashSet());
    }

    /// <summary>One observer's view: the subjects that it cannot reach.</summary>
    internal sealed record Row(long Version, ImmutableHashSet<UniqueAddress> Unreachable);

    public ImmutableDictionary<UniqueAddress, Row> Rows { get; }

    /// <summary>Every member that at least one observer cannot reach.</summary>
    public ImmutableHashSet<UniqueAddress> AllUnreachable => _allUnreachable.Value;

    public bool IsAllReachable => AllUnreachable.IsEmpty;

    public bool IsReachable(UniqueAddress subject) => !AllUnreachable.Contains(subject);

    public bool IsReachable(UniqueAddress observer, UniqueAddress subject) => !UnreachableFrom(observer).Contains(subject);

    public ImmutableHashSet<UniqueAddress> UnreachableFrom(UniqueAddress observer) =>
        Rows.TryGetValue(observer, out var row) ? row.Unreachable : ImmutableHashSet<UniqueAddress>.Empty;

    public ImmutableHashSet<UniqueAddress> ObserversOf(UniqueAddress subject) =>
        Rows.Where(r => r.Value.Unreachable.Contains(subject)).Select(r => r.Key).ToImmutableHashSet();

    public Reachability MarkUnreachable(UniqueAddress observer, UniqueAddress subject) => Change(observer, row => row.Add(subject));

    public Reachability MarkReachable(UniqueAddress observer, UniqueAddress subject) => Change(observer, row => row.Remove(subject));

    /// <summary>Forgets members, as observers and as subjects.</summary>
    public Reachability Remove(IReadOnlySet<UniqueAddress> nodes) => nodes.Count == 0 ? this : Keep(node => !nodes.Contains(node));

    /// <summary>Without what these observers say.</summary>
    public Reachability RemoveObservers(IReadOnlySet<UniqueAddress> observers) =>
        Rows.Keys.Any(observers.Contains) ? new Reachability(Rows.RemoveRange(observers)) : this;

    /// <summary>The newer row of every observer, restricted to <paramref name="members"/>.</summary>
    public Reachability Merge(Reachability other, IReadOnlySet<UniqueAddress> members)
    {
        var rows = Rows.ToBuilder();
        foreach (var (observer, row) in other.Rows)
            if (!rows.TryGetValue(observer, out var own) || own.Version < row.Version) rows[observer] = row;
        return new Reachability(rows.ToImmutable()).Keep(members.Contains);
    }

    public override string ToString() =>
        string.Join(", ", Rows.Where(r => !r.Value.Unreachable.IsEmpty).OrderBy(r => r.Key).Select(r => $"{r.Key.Address} -> [{string.Join(", ", r.Value.Unreachable.Order().Select(u => u.Address))}]"));

    private Reachability Change(UniqueAddress observer, Func<ImmutableHashSet<UniqueAddress>, ImmutableHashSet<UniqueAddress>> change)
    {
        var row = Rows.GetValueOrDefault(observer) ?? new Row(0, ImmutableHashSet<UniqueAddress>.Empty);
        var changed = change(row.Unreachable);
        return ReferenceEquals(changed, row.Unreachable) ? this : new Reachability(Rows.SetItem(observer, new Row(row.Version + 1, changed)));
    }

    private Reachability Keep(Func<UniqueAddress, bool> keep)
    {
        var rows = ImmutableDictionary.CreateBuilder<UniqueAddress, Row>();
        foreach (var (observer, row) in Rows)
            if (keep(observer)) rows[observer] = row.Unreachable.All(keep) ? row : row with { Unreachable = row.Unreachable.Where(keep).ToImmutableHashSet() };
        return new Reachability(rows.ToImmutable());
    }
}
