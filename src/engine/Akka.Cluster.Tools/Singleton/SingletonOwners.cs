using Akka.Cluster.Gossiping;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>Who may own a singleton: the members with its role, the oldest first.</summary>
internal sealed class SingletonOwners(string? role, bool considerAppVersion)
{
    /// <summary>The member that is to run the singleton: the first that is Up or Leaving.</summary>
    public Member? Owner(MembershipState state) => InOrder(state).FirstOrDefault(m => m.Status is MemberStatus.Up or MemberStatus.Leaving);

    /// <summary>Members before <paramref name="self"/> that are going but not gone: one of them may still run the singleton.</summary>
    public IReadOnlyList<Member> Going(MembershipState state, UniqueAddress self) =>
        [.. InOrder(state).TakeWhile(m => m.UniqueAddress != self).Where(m => m.Status is MemberStatus.Exiting or MemberStatus.Down)];

    private IEnumerable<Member> InOrder(MembershipState state)
    {
        var members = state.Gossip.Members.Where(m => m.UpNumber != int.MaxValue && (role is null || m.HasRole(role)));
        return considerAppVersion
            ? members.OrderByDescending(m => m.AppVersion).ThenBy(m => m, Member.AgeOrdering)
            : members.Order(Member.AgeOrdering);
    }
}
