using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Gossiping;
using static Akka.Cluster.ClusterEvent;

namespace Akka.Cluster.Events;

/// <summary>The events that lead from one view of the cluster to the next.</summary>
internal static class ClusterEventDiff
{
    public static CurrentClusterState Snapshot(MembershipState state)
    {
        if (state.SelfMember is null) return new CurrentClusterState();
        var gossip = state.Gossip;
        var roles = gossip.Members.SelectMany(m => m.Roles).Distinct();
        return new CurrentClusterState(
            gossip.Members,
            [.. UnreachableOthers(state)],
            [.. gossip.Seen.Select(n => n.Address)],
            state.Leader?.Address,
            roles.ToImmutableDictionary(r => r, r => state.RoleLeader(r)?.Address));
    }

    /// <summary>Every event from <paramref name="before"/> to <paramref name="after"/>: members first, then reachability, then leaders.</summary>
    public static IReadOnlyList<IClusterDomainEvent> Between(MembershipState before, MembershipState after)
    {
        if (ReferenceEquals(before, after)) return [];
        return [.. Members(before, after), .. Reachable(before, after), .. Leaders(before, after)];
    }

    private static IEnumerable<IClusterDomainEvent> Members(MembershipState before, MembershipState after)
    {
        var old = before.Gossip;
        foreach (var member in after.Gossip.Members)
        {
            var previous = old.Find(member.UniqueAddress);
            if (previous?.Status == member.Status) continue;
            IClusterDomainEvent? change = member.Status switch
            {
                MemberStatus.Joining => new MemberJoined(member),
                MemberStatus.WeaklyUp => new MemberWeaklyUp(member),
                MemberStatus.Up => new MemberUp(member),
                MemberStatus.Leaving => new MemberLeft(member),
                MemberStatus.Exiting => new MemberExited(member),
                MemberStatus.Down => new MemberDowned(member),
                _ => null,
            };
            if (change is not null) yield return change;
        }
        foreach (var member in old.Members)
            if (!after.Gossip.Has(member.UniqueAddress)) yield return new MemberRemoved(member.Copy(MemberStatus.Removed), member.Status);
    }

    private static IEnumerable<IClusterDomainEvent> Reachable(MembershipState before, MembershipState after)
    {
        var old = UnreachableOthers(before).ToHashSet();
        var now = UnreachableOthers(after).ToHashSet();
        foreach (var member in now)
            if (!old.Contains(member)) yield return new UnreachableMember(member);
        foreach (var member in old)
            if (!now.Contains(member) && after.Gossip.Find(member.UniqueAddress) is { } current) yield return new ReachableMember(current);
    }

    private static IEnumerable<IClusterDomainEvent> Leaders(MembershipState before, MembershipState after)
    {
        var leader = after.Leader;
        if (leader != before.Leader) yield return new LeaderChanged(leader?.Address);
        foreach (var role in before.Gossip.Members.Concat(after.Gossip.Members).SelectMany(m => m.Roles).Distinct())
        {
            var roleLeader = after.RoleLeader(role);
            if (roleLeader != before.RoleLeader(role)) yield return new RoleLeaderChanged(role, roleLeader?.Address);
        }
    }

    private static IEnumerable<Member> UnreachableOthers(MembershipState state) =>
        state.TrustedReachability.AllUnreachable.Where(n => n != state.Self).Select(state.Gossip.Find).OfType<Member>();
}
