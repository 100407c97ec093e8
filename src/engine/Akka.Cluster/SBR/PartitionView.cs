using System.Collections.Immutable;
using Akka.Cluster.Gossiping;

namespace Akka.Cluster.SBR;

/// <summary>The two sides of a partition as one member sees them, and the members that strategies count.</summary>
internal sealed class PartitionView
{
    private readonly MembershipState _state;

    public PartitionView(MembershipState state)
    {
        _state = state;
        Unreachable = [.. state.TrustedReachability.AllUnreachable.Where(n => n != state.Self && state.Gossip.Find(n) is { } m && m.Status is not (MemberStatus.Down or MemberStatus.Exiting))];
        IndirectlyConnected = FindIndirectlyConnected();
    }

    /// <summary>Unreachable members that nobody has given up yet.</summary>
    public ImmutableHashSet<UniqueAddress> Unreachable { get; }

    /// <summary>Members that take part in the current gossip although somebody who does too cannot reach them.</summary>
    public ImmutableHashSet<UniqueAddress> IndirectlyConnected { get; }

    public bool IsUnreachable(Member member) => Unreachable.Contains(member.UniqueAddress);

    /// <summary>Members that count: Up, Leaving and Exiting with the role (any role when it is empty), by address.</summary>
    /// <param name="includingPossiblyUp">Counts Joining and WeaklyUp too: the other side may have moved them to Up meanwhile.</param>
    /// <param name="excludingPossiblyExiting">Leaves Leaving and Exiting out: the other side may have removed them meanwhile.</param>
    public IReadOnlyList<Member> Members(string? role, bool includingPossiblyUp = false, bool excludingPossiblyExiting = false) =>
        [.. _state.Gossip.Members.Where(m => (string.IsNullOrEmpty(role) || m.HasRole(role)) && m.Status switch
        {
            MemberStatus.Up => true,
            MemberStatus.Leaving or MemberStatus.Exiting => !excludingPossiblyExiting,
            MemberStatus.Joining or MemberStatus.WeaklyUp => includingPossiblyUp,
            _ => false,
        })];

    /// <summary>The members that a decision takes down.</summary>
    public ImmutableHashSet<UniqueAddress> NodesToDown(DowningDecision decision)
    {
        var all = _state.Gossip.Members.Where(m => m.Status != MemberStatus.Down).Select(m => m.UniqueAddress).ToImmutableHashSet();
        return decision switch
        {
            DowningDecision.DownUnreachable => Unreachable,
            DowningDecision.DownReachable => all.Except(Unreachable),
            DowningDecision.DownIndirectlyConnected => Unreachable.Union(IndirectlyConnected),
            _ => all,
        };
    }

    private ImmutableHashSet<UniqueAddress> FindIndirectlyConnected()
    {
        var reachability = _state.TrustedReachability;
        var observers = reachability.Rows.Where(r => r.Value.Unreachable.Overlaps(Unreachable)).Select(r => r.Key).ToHashSet();
        var result = Unreachable.Where(n => observers.Contains(n) || _state.Gossip.IsSeenBy(n)).ToImmutableHashSet();
        // Whoever cannot reach a member that others do reach is as much a suspect as that member.
        return result.Union(result.SelectMany(reachability.ObserversOf).Where(n => n != _state.Self || observers.Count > 1));
    }
}
