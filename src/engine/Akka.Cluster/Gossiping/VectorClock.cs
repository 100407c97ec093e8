using System.Collections.Immutable;

namespace Akka.Cluster.Gossiping;

/// <summary>How one version of the gossip relates to another.</summary>
internal enum CausalOrder
{
    Same,
    Before,
    After,
    Concurrent,
}

/// <summary>Vector clock (Fidge 1988, Mattern 1989): one counter per member incarnation, an absent counter is 0.</summary>
internal sealed class VectorClock
{
    public static readonly VectorClock Empty = new(ImmutableDictionary<UniqueAddress, long>.Empty);

    public VectorClock(ImmutableDictionary<UniqueAddress, long> counters)
    {
        Counters = counters;
    }

    public ImmutableDictionary<UniqueAddress, long> Counters { get; }

    public VectorClock Increment(UniqueAddress node) => new(Counters.SetItem(node, Counters.GetValueOrDefault(node) + 1));

    public VectorClock Merge(VectorClock other)
    {
        var merged = Counters.ToBuilder();
        foreach (var (node, count) in other.Counters)
            if (count > merged.GetValueOrDefault(node)) merged[node] = count;
        return new VectorClock(merged.ToImmutable());
    }

    public VectorClock Prune(Func<UniqueAddress, bool> removed)
    {
        var gone = Counters.Keys.Where(removed).ToList();
        return gone.Count == 0 ? this : new VectorClock(Counters.RemoveRange(gone));
    }

    /// <summary>Before: every counter of this is at most the other's, and one is less.</summary>
    public CausalOrder CompareTo(VectorClock other)
    {
        if (ReferenceEquals(this, other)) return CausalOrder.Same;
        var less = other.Counters.Any(c => Counters.GetValueOrDefault(c.Key) < c.Value);
        var more = Counters.Any(c => other.Counters.GetValueOrDefault(c.Key) < c.Value);
        return (less, more) switch
        {
            (false, false) => CausalOrder.Same,
            (true, false) => CausalOrder.Before,
            (false, true) => CausalOrder.After,
            _ => CausalOrder.Concurrent,
        };
    }

    public override string ToString() => $"VectorClock({string.Join(", ", Counters.OrderBy(c => c.Key).Select(c => $"{c.Key.Address}#{c.Key.Uid} -> {c.Value}"))})";
}
