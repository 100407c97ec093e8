using System.Collections.Immutable;

namespace Akka.Cluster.Heartbeats;

/// <summary>
/// Members on a ring by a hash of their identity. Each member monitors its next <c>monitoredBy</c> reachable neighbours, and the unreachable ones passed on
/// the way, so that every member is monitored by that many others.
/// </summary>
internal sealed class HeartbeatRing
{
    private readonly ImmutableArray<UniqueAddress> _ring;
    private readonly UniqueAddress _self;
    private readonly int _monitoredBy;

    public HeartbeatRing(UniqueAddress self, IEnumerable<UniqueAddress> nodes, int monitoredBy)
    {
        _self = self;
        _monitoredBy = monitoredBy;
        _ring = [.. nodes.Append(self).Distinct().OrderBy(Hash).ThenBy(n => n)];
    }

    /// <summary>Whom this member sends heart beats to.</summary>
    public ImmutableHashSet<UniqueAddress> Receivers(Func<UniqueAddress, bool> isUnreachable)
    {
        var receivers = ImmutableHashSet.CreateBuilder<UniqueAddress>();
        var start = _ring.IndexOf(_self);
        var reachable = 0;
        for (var i = 1; i < _ring.Length && reachable < _monitoredBy; i++)
        {
            var node = _ring[(start + i) % _ring.Length];
            receivers.Add(node);
            if (!isUnreachable(node)) reachable++;
        }
        return receivers.ToImmutable();
    }

    /// <summary>FNV-1a (32 bits) of the address and uid: the same on every member, unlike string.GetHashCode.</summary>
    private static uint Hash(UniqueAddress node)
    {
        var hash = 2166136261u;
        foreach (var character in $"{node.Address}#{node.Uid}") hash = (hash ^ character) * 16777619u;
        return hash;
    }
}
