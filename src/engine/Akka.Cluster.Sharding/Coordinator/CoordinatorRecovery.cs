using Akka.Cluster.Gossiping;

namespace Akka.Cluster.Sharding;

/// <summary>
/// Which members a new coordinator still has to hear from before it may allocate shards: each member that may host some has registered its region or
/// said that it has none. A member that is reachable and yet says nothing is waited for until a time-out; one that is unreachable or down until it is
/// removed, because its shards may live.
/// </summary>
/// <param name="role">Role of the members that host shards; null: all.</param>
/// <param name="patience">How long a reachable member may say nothing; longer than the failure detector needs to find it unreachable.</param>
/// <param name="margin">How long the members that were removed while down are given to stop.</param>
internal sealed class CoordinatorRecovery(string? role, TimeSpan patience, TimeSpan margin)
{
    private readonly HashSet<UniqueAddress> _heard = [];
    private readonly HashSet<UniqueAddress> _down = [];
    private readonly Dictionary<UniqueAddress, TimeSpan> _reachableSince = [];
    private TimeSpan _notBefore;

    public void Heard(UniqueAddress member) => _heard.Add(member);

    /// <summary>The members that are still waited for, empty when the recovery is over.</summary>
    /// <param name="now">A clock that never goes back.</param>
    public IReadOnlyList<UniqueAddress> Awaited(MembershipState state, TimeSpan now)
    {
        if (_down.RemoveWhere(m => !state.Gossip.Has(m)) > 0) _notBefore = now + margin;
        var reachability = state.TrustedReachability;
        var awaited = new List<UniqueAddress>();
        foreach (var member in state.Gossip.Members)
        {
            var node = member.UniqueAddress;
            if (!MayHost(member) || _heard.Contains(node)) continue;
            if (member.Status == MemberStatus.Down) _down.Add(node);
            if (member.Status == MemberStatus.Down || !reachability.IsReachable(node)) _reachableSince.Remove(node);
            else if (!_reachableSince.TryAdd(node, now) && now - _reachableSince[node] >= patience) continue;
            awaited.Add(node);
        }
        return awaited;
    }

    /// <summary>Whether shards may be allocated.</summary>
    public bool IsOver(MembershipState state, TimeSpan now) => Awaited(state, now).Count == 0 && now >= _notBefore;

    private bool MayHost(Member member) =>
        (role is null || member.HasRole(role)) && member.Status is MemberStatus.Up or MemberStatus.Leaving or MemberStatus.Exiting or MemberStatus.Down;
}
