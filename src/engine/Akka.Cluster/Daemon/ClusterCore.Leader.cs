using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Events;
using Akka.Cluster.Gossiping;
using Akka.Event;

namespace Akka.Cluster.Daemon;

/// <content>What follows from a change, and what the leader does.</content>
internal sealed partial class ClusterCore
{
    private const int TicksUntilDownMemberStops = 3;

    private bool _exitStarted;
    private int _downTicks;
    private TimeSpan? _notConvergedSince;

    /// <summary>Makes <paramref name="next"/> the state and acts on what changed.</summary>
    private void Update(MembershipState next, bool ownChange = true)
    {
        if (ReferenceEquals(next, _state)) return;
        Apply(next);
        if (_state.IsLeader && _state.Converged) ActAsLeader();
        if (ownChange) Announce();
        TakeInReplacements();
        FollowOwnStatus();
    }

    private void Apply(MembershipState next)
    {
        var previous = _state;
        _state = next;
        foreach (var member in previous.Gossip.Members)
            if (!next.Gossip.Has(member.UniqueAddress)) _cluster.FailureDetector.Remove(member.Address);
        if (_settings.LogInfo && !next.SameButForSeen(previous)) LogChanges(previous, next);
        _publisher.Tell(new MembershipChanged(next), Self);
    }

    /// <summary>Acts until there is nothing left to do: a leader on its own goes through several steps at once.</summary>
    private void ActAsLeader()
    {
        while (_state.IsLeader && _state.Converged)
        {
            var next = _state.LeaderActions(_minimum, Context.System.Scheduler.Now.ToUnixTimeMilliseconds());
            if (ReferenceEquals(next, _state)) return;
            Apply(next);
            Announce();
        }
    }

    private void LeaderDuties()
    {
        if (_state.SelfStatus == MemberStatus.Down) StopWhenDown();
        if (!_state.IsLeader || _state.Converged)
        {
            _notConvergedSince = null;
            var pruned = _state.Gossip.PruneTombstones(TombstonesOlderThan());
            if (!ReferenceEquals(pruned, _state.Gossip)) Update(_state with { Gossip = pruned }, ownChange: false);
            return;
        }
        _notConvergedSince ??= Now;
        if (_settings.AllowWeaklyUpMembers && Now - _notConvergedSince >= _settings.WeaklyUpAfter) Update(_state.MoveJoiningToWeaklyUp(_minimum));
    }

    private static long TombstonesOlderThan() =>
        Context.System.Scheduler.Now.ToUnixTimeMilliseconds() - (long)Context.System.Settings.Config.GetTimeSpan("akka.cluster.prune-gossip-tombstones-after").TotalMilliseconds;

    private void LeaveMember(Address address)
    {
        var next = _state.Leave(address);
        if (!ReferenceEquals(next, _state)) LogInfo($"Marked address [{address}] as [Leaving]");
        Update(next);
    }

    private void LeaveInGoodOrder()
    {
        // Alone in the cluster, or never let in: nobody is to be told.
        if (_state.SelfStatus is MemberStatus.Removed or MemberStatus.Down) Sender.Tell(Done.Instance);
        else
        {
            var (self, waiting) = (SelfNode, Sender);
            Context.ActorOf(Props.Create(() => new LeaveWaiter(_cluster, self, waiting)));
            LeaveMember(SelfAddress);
        }
    }

    private void DownMember(Address address)
    {
        var nodes = _state.Gossip.Members.Where(m => m.Address.Equals(address)).Select(m => m.UniqueAddress).ToImmutableHashSet();
        if (nodes.IsEmpty) LogInfo($"Ignoring down of unknown node [{address}]");
        else DownMembers(new DownNodes(nodes));
    }

    private void DownMembers(DownNodes down)
    {
        foreach (var node in down.Nodes)
            if (_state.Gossip.Find(node) is { } member && member.Status != MemberStatus.Down) LogInfo($"Marking node [{node.Address}] as [{MemberStatus.Down}]");
        Update(_state.Down(down.Nodes));
    }

    private void FollowOwnStatus()
    {
        if (_state.SelfStatus == MemberStatus.Exiting && !_exitStarted)
        {
            _exitStarted = true;
            LogInfo("Exiting, starting coordinated shutdown");
            _cluster.MarkExiting();
            _ = CoordinatedShutdown.Get(Context.System).Run(CoordinatedShutdown.ClusterLeavingReason.Instance);
        }
        else if (_state.SelfStatus == MemberStatus.Down)
        {
            _cluster.MarkExiting();
        }
    }

    /// <summary>A member that is down stops once the others know, or have had the time to.</summary>
    private void StopWhenDown()
    {
        var known = _state.Gossip.Members.All(m =>
            m.UniqueAddress == SelfNode || m.Status == MemberStatus.Down || !_state.Gossip.Reachability.IsReachable(m.UniqueAddress) || _state.Gossip.IsSeenBy(m.UniqueAddress));
        if (!known && ++_downTicks < TicksUntilDownMemberStops)
        {
            GossipEagerly();
            return;
        }
        LogInfo("Node has been marked as DOWN. Shutting down myself");
        _cluster.Shutdown();
        if (_settings.RunCoordinatedShutdownWhenDown) _ = CoordinatedShutdown.Get(Context.System).Run(CoordinatedShutdown.ClusterDowningReason.Instance);
    }

    private void ExitCompleted()
    {
        LogInfo("Exiting completed");
        var others = _state.Gossip.Members.Where(m => m.UniqueAddress != SelfNode).ToList();
        // The leader may leave next: its successor is told too.
        if (_state.LeaderAmong(others) is { } leader)
        {
            Send(leader.Address, new ExitingConfirmed(SelfNode));
            if (_state.LeaderAmong(others.Where(m => m.UniqueAddress != leader)) is { } second) Send(second.Address, new ExitingConfirmed(SelfNode));
        }
        Sender.Tell(Done.Instance);
        _cluster.Shutdown();
    }

    private void LogChanges(MembershipState previous, MembershipState next)
    {
        foreach (var change in ClusterEventDiff.Between(previous, next))
        {
            switch (change)
            {
                case ClusterEvent.UnreachableMember unreachable:
                    _log.Warning("Cluster Node [{0}] - Marking node as UNREACHABLE [{1}]", SelfAddress, unreachable.Member);
                    break;
                case ClusterEvent.ReachableMember reachable:
                    LogInfo($"Marking node as REACHABLE [{reachable.Member}]");
                    break;
                case ClusterEvent.MemberStatusChange member when previous.Gossip.Has(member.Member.UniqueAddress):
                    LogInfo($"{(next.IsLeader ? "Leader is moving" : "Sees")} node [{member.Member.Address}] as [{member.Member.Status}]");
                    break;
            }
        }
    }
}
