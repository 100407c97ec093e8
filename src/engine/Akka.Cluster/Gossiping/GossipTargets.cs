namespace Akka.Cluster.Gossiping;

/// <summary>Chooses whom to gossip with.</summary>
internal static class GossipTargets
{
    /// <summary>
    /// A random reachable peer; with <paramref name="preferDifferentView"/> one that has not seen this version, if there is any.
    /// Null when this member is alone.
    /// </summary>
    public static UniqueAddress? Choose(MembershipState state, bool preferDifferentView, Random random)
    {
        var peers = state.Gossip.Members.Select(m => m.UniqueAddress).Where(n => IsValid(state, n)).ToList();
        if (preferDifferentView)
        {
            var behind = peers.Where(p => !state.Gossip.IsSeenBy(p)).ToList();
            if (behind.Count > 0) peers = behind;
        }
        return peers.Count == 0 ? null : peers[random.Next(peers.Count)];
    }

    public static bool IsValid(MembershipState state, UniqueAddress node) =>
        node != state.Self && state.Gossip.Has(node) && state.Gossip.Reachability.IsReachable(state.Self, node);

    /// <summary>
    /// The probability of choosing a peer with a different view. In clusters larger than <paramref name="reduceFrom"/> it falls linearly to a
    /// minimum of 0.05 at three times that size, so that one member is not swamped.
    /// </summary>
    public static double DifferentViewProbability(double configured, int reduceFrom, int clusterSize)
    {
        const double Minimum = 0.05;
        if (clusterSize <= reduceFrom) return configured;
        var high = 3 * reduceFrom;
        if (clusterSize >= high) return Math.Min(configured, Minimum);
        var slope = (Minimum - configured) / (high - reduceFrom);
        return configured + slope * (clusterSize - reduceFrom);
    }
}
