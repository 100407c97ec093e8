using Akka.Cluster.Gossiping;

namespace Akka.Cluster.Daemon;

/// <content>
/// How a new version reaches everybody without waiting for the gossip interval: whoever has one tells the leader; the leader tells all who have not seen
/// it, less and less often, and they answer it. So it knows soon that all agree, and can act. What is lost is left to the interval.
/// </content>
internal sealed partial class ClusterCore
{
    private const int LargestSpread = 64;

    /// <summary>Per member: in a large cluster more changes go out together, as there is more to send.</summary>
    private static readonly TimeSpan SpreadPerMember = TimeSpan.FromMilliseconds(0.5);

    private TimeSpan _spreadDelay;
    private bool _spreading;

    /// <summary>This member has made a new version. One that stops tells everybody at once, as it may not come to do it later.</summary>
    private void Announce()
    {
        if (_state.SelfStatus is MemberStatus.Exiting or MemberStatus.Down)
        {
            TellAll();
            return;
        }
        if (!_state.IsLeader) GossipEagerly();
        Spread();
    }

    /// <summary>This member has a version that others may not have. Several within a moment go out as one.</summary>
    private void Spread()
    {
        _spreadDelay = SpreadPerMember * Math.Max(2, _state.Gossip.Members.Count);
        if (_spreading) return;
        _spreading = true;
        Later(_spreadDelay, Tick.Spread);
    }

    private void SpreadNow()
    {
        _spreading = false;
        var leader = _state.Leader;
        if (leader is not null && leader != SelfNode)
        {
            if (GossipTargets.IsValid(_state, leader)) GossipTo(leader);
            return;
        }
        var all = TellAll();
        _spreadDelay *= 2;
        if (all || _spreadDelay >= _settings.GossipInterval) return;
        _spreading = true;
        Later(_spreadDelay, Tick.Spread);
    }

    /// <summary>Gossips to those who have not seen this version; answers whether all have.</summary>
    private bool TellAll()
    {
        var behind = _state.Gossip.Members.Select(m => m.UniqueAddress).Where(n => !_state.Gossip.IsSeenBy(n) && GossipTargets.IsValid(_state, n)).ToArray();
        if (behind.Length > LargestSpread) Random.Shared.Shuffle(behind);
        foreach (var peer in behind.Take(LargestSpread)) GossipTo(peer);
        return behind.Length == 0;
    }
}
