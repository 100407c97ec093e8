using System.Collections.Immutable;
using Akka.Actor;
using Akka.Util;

namespace Akka.Cluster.Gossiping;

/// <summary>
/// One member's view: the gossip, and the exiting members that have confirmed that they stop. Immutable; every operation answers the next state,
/// or this one when there is nothing to do.
/// </summary>
internal sealed record MembershipState(Gossip Gossip, UniqueAddress Self, ImmutableHashSet<UniqueAddress> ExitingConfirmed)
{
    public static MembershipState Initial(UniqueAddress self) => new(Gossip.Empty, self, ImmutableHashSet<UniqueAddress>.Empty);

    public Member? SelfMember => Gossip.Find(Self);

    public MemberStatus SelfStatus => SelfMember?.Status ?? MemberStatus.Removed;

    public bool IsLeader => Leader == Self;

    /// <summary>Reachability without what members say that are down themselves.</summary>
    public Reachability TrustedReachability =>
        Gossip.Reachability.RemoveObservers(Gossip.Members.Where(m => m.Status == MemberStatus.Down).Select(m => m.UniqueAddress).ToHashSet());

    /// <summary>
    /// Every member that is Up or Leaving has seen this version, and every unreachable one is Down or Exiting: the leader may then act,
    /// because nobody who counts holds another view.
    /// </summary>
    public bool Converged =>
        Gossip.Members.All(m => m.Status is not (MemberStatus.Up or MemberStatus.Leaving) || Gossip.IsSeenBy(m.UniqueAddress) || ExitingConfirmed.Contains(m.UniqueAddress))
        && TrustedReachability.AllUnreachable.All(node =>
            node == Self || ExitingConfirmed.Contains(node) || Gossip.Find(node) is not { } member || member.Status is MemberStatus.Down or MemberStatus.Exiting);

    /// <summary>The first reachable member by address that is Up or Leaving; where there is none, the first that is furthest from leaving.</summary>
    public UniqueAddress? Leader => LeaderAmong(Gossip.Members);

    public UniqueAddress? RoleLeader(string role) => LeaderAmong(Gossip.Members.Where(m => m.HasRole(role)));

    public UniqueAddress? LeaderAmong(IEnumerable<Member> members)
    {
        var reachability = TrustedReachability;
        var candidates = members.Where(m => m.Status != MemberStatus.Down && (m.UniqueAddress == Self || reachability.IsReachable(m.UniqueAddress))).ToList();
        return (candidates.Find(m => m.Status is MemberStatus.Up or MemberStatus.Leaving)
            ?? candidates.OrderBy(m => m.Status switch { MemberStatus.WeaklyUp => 0, MemberStatus.Joining => 1, _ => 2 }).ThenBy(m => m).FirstOrDefault())?.UniqueAddress;
    }

    /// <summary>Takes a new member in as Joining. Its address must be free.</summary>
    public MembershipState Join(UniqueAddress node, ImmutableHashSet<string> roles, AppVersion version) =>
        Changed(Gossip.WithMembers(Gossip.Members.Add(Member.Create(node, roles, version))));

    public MembershipState Leave(Address address) => Change(
        m => m.Address.Equals(address) && m.Status is (MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up),
        m => m.Copy(MemberStatus.Leaving));

    public MembershipState Down(IReadOnlySet<UniqueAddress> nodes) => Change(
        m => nodes.Contains(m.UniqueAddress) && m.Status != MemberStatus.Down,
        m => m.Copy(MemberStatus.Down));

    /// <summary>A member was replaced by a new incarnation at its address: it is down and this member vouches that it is gone.</summary>
    public MembershipState Replaced(UniqueAddress old)
    {
        var downed = Down(ImmutableHashSet.Create(old));
        return downed.WithReachability(downed.Gossip.Reachability.MarkUnreachable(Self, old));
    }

    public MembershipState ConfirmExiting(UniqueAddress node) =>
        Gossip.Find(node)?.Status == MemberStatus.Exiting && !ExitingConfirmed.Contains(node) ? this with { ExitingConfirmed = ExitingConfirmed.Add(node) } : this;

    /// <summary>
    /// What this member observes now, as a test of addresses. A member that is Down never becomes reachable again, whoever answers at its address.
    /// </summary>
    public MembershipState Observe(Func<Address, bool> isAvailable)
    {
        var reachability = Gossip.Reachability;
        foreach (var member in Gossip.Members)
        {
            if (member.UniqueAddress == Self || ExitingConfirmed.Contains(member.UniqueAddress)) continue;
            if (!isAvailable(member.Address)) reachability = reachability.MarkUnreachable(Self, member.UniqueAddress);
            else if (member.Status != MemberStatus.Down) reachability = reachability.MarkReachable(Self, member.UniqueAddress);
        }
        return WithReachability(reachability);
    }

    /// <summary>Whether nothing but who has seen this version differs: then no event follows.</summary>
    public bool SameButForSeen(MembershipState other) =>
        ReferenceEquals(Gossip.Members, other.Gossip.Members) && ReferenceEquals(Gossip.Reachability, other.Gossip.Reachability);

    public MembershipState SeenBySelf() => this with { Gossip = Gossip.SeenBy(Self) };

    /// <summary>Takes in another member's gossip; answers also how our version stood to it.</summary>
    public (MembershipState State, CausalOrder Order) Receive(Gossip remote)
    {
        var order = Gossip.Version.CompareTo(remote.Version);
        var gossip = order switch
        {
            CausalOrder.Same => Gossip.MergeSeen(remote),
            CausalOrder.Before => remote,
            CausalOrder.After => Gossip,
            _ => Gossip.Merge(remote),
        };
        var confirmed = ExitingConfirmed.Where(gossip.Has).ToImmutableHashSet();
        return (this with { Gossip = gossip.SeenBy(Self), ExitingConfirmed = confirmed.Count == ExitingConfirmed.Count ? ExitingConfirmed : confirmed }, order);
    }

    /// <summary>
    /// What the leader does once converged: Joining and WeaklyUp to Up (when there are enough members), Leaving to Exiting, and the removal
    /// of those who are Down or Exiting and gone.
    /// </summary>
    public MembershipState LeaderActions(MinimumMembers minimum, long now)
    {
        var gone = TrustedReachability.AllUnreachable
            .Where(n => Gossip.Find(n) is { Status: MemberStatus.Down or MemberStatus.Exiting })
            .Concat(ExitingConfirmed.Where(n => Gossip.Find(n)?.Status == MemberStatus.Exiting))
            .Where(n => n != Self)
            .ToHashSet();
        var enough = minimum.IsMetBy(Gossip.Members);
        var upNumber = Gossip.Members.Where(m => m.UpNumber != int.MaxValue).Select(m => m.UpNumber).DefaultIfEmpty(0).Max();
        var changed = new List<Member>();
        foreach (var member in Gossip.Members)
        {
            if (enough && member.Status is (MemberStatus.Joining or MemberStatus.WeaklyUp)) changed.Add(member.CopyUp(++upNumber));
            else if (member.Status == MemberStatus.Leaving) changed.Add(member.Copy(MemberStatus.Exiting));
        }
        if (gone.Count == 0 && changed.Count == 0) return this;
        return Changed(Gossip.Update(changed).Remove(gone, now)) with { ExitingConfirmed = ExitingConfirmed.Except(gone) };
    }

    /// <summary>What the leader does when convergence takes too long: reachable Joining members may at least work as WeaklyUp.</summary>
    public MembershipState MoveJoiningToWeaklyUp(MinimumMembers minimum)
    {
        var reachability = TrustedReachability;
        return minimum.IsMetBy(Gossip.Members)
            ? Change(m => m.Status == MemberStatus.Joining && reachability.IsReachable(m.UniqueAddress), m => m.Copy(MemberStatus.WeaklyUp))
            : this;
    }

    private MembershipState WithReachability(Reachability reachability) =>
        ReferenceEquals(reachability, Gossip.Reachability) ? this : Changed(Gossip with { Reachability = reachability });

    private MembershipState Change(Func<Member, bool> which, Func<Member, Member> change)
    {
        var changed = Gossip.Members.Where(which).Select(change).ToList();
        return changed.Count == 0 ? this : Changed(Gossip.Update(changed));
    }

    private MembershipState Changed(Gossip gossip) => this with { Gossip = gossip.ChangedBy(Self) };
}
