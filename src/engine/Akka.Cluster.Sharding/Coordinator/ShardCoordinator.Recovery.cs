using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Sharding;

/// <content>How a new coordinator learns where shards live.</content>
internal sealed partial class ShardCoordinator
{
    private const string RecoveryPrefix = "akka-shard-region-of-";

    /// <summary>Null when it is over.</summary>
    private CoordinatorRecovery? _recovery;

    /// <param name="ask">Asks the members that are still awaited whether they have a region; a region that is there registers by itself.</param>
    private void Recover(bool ask)
    {
        if (_recovery is null || _state.Gossip.Members.Count == 0) return;
        if (_recovery.IsOver(_state, Now))
        {
            FinishRecovery();
            return;
        }
        if (!ask) return;
        foreach (var member in _recovery.Awaited(_state, Now))
            Context.ActorSelection(new RootActorPath(member.Address) / _regionPath).Tell(new Identify(RecoveryPrefix + member.Uid), Self);
    }

    private void HasNoRegion(string asked)
    {
        if (_recovery is null || !asked.StartsWith(RecoveryPrefix, StringComparison.Ordinal)) return;
        foreach (var member in _state.Gossip.Members)
            if (asked == RecoveryPrefix + member.UniqueAddress.Uid) _recovery.Heard(member.UniqueAddress);
        Recover(ask: false);
    }

    private void FinishRecovery()
    {
        _recovery = null;
        Timers.Cancel(nameof(RecoveryTick));
        _log.Info("{0}: coordinator starts with {1} regions", _typeName, _homes.Regions.Count);
        foreach (var region in _leaving) MoveAwayFrom(region);
        foreach (var shard in _waiting.Keys.ToList()) Homeless(shard);
    }
}
