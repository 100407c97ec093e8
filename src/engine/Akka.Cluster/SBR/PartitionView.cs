using System.Collections.Immutable;
using Akka.Cluster.Gossiping;

namespace Akka.Cluster.SBR;

/// <summary>The two sides of a partition as one member sees them, and the members that strategies count.</summary>
internal sealed class PartitionView
{
    private readonly MembershipState _state;
    private readonly Reachability _credible;

    public PartitionView(MembershipState state)
    {
        _state = state;
        _credible = Credible(state);
        Unreachable = [.. _credible.AllUnreachable.Where(n => n != state.Self && state.Gossip.Find(n) is { } m && m.Status is not (MemberStatus.Down or MemberStatus.Exiting))];
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

    /// <summary>Without what those say who are cut off themselves: they may be dead, and cannot take it back.</summary>
    private static Reachability Credible(MembershipState state)
    {
        var reachability = state.TrustedReachability;
        return reachability.RemoveObservers(reachability.AllUnreachable.Where(n => n != state.Self && !state.Gossip.IsSeenBy(n)).ToHashSet());
    }

    /// <summary>Those who miss somebody and are missed, and both ends wherever somebody is missed who takes part in the current gossip.</summary>
    private ImmutableHashSet<UniqueAddress> FindIndirectlyConnected()
    {
        var found = ImmutableHashSet.CreateBuilder<UniqueAddress>();
        foreach (var (observer, row) in _credible.Rows)
        {
            foreach (var subject in row.Unreachable)
            {
                if (!Unreachable.Contains(subject) && subject != _state.Self) continue;
                if (Unreachable.Contains(observer)) found.Add(observer);
                if (!_state.Gossip.IsSeenBy(subject)) continue;
                found.Add(observer);
                found.Add(subject);
            }
        }
        return found.ToImmutable();
    }
}
