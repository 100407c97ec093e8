using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Daemon;
using Akka.Cluster.Gossiping;
using Akka.Event;

namespace Akka.Cluster.Heartbeats;

/// <summary>Sends heart beats to the members that this one monitors; their answers feed the failure detector.</summary>
internal sealed class HeartbeatSender : UntypedActor
{
    private readonly Cluster _cluster;
    private ImmutableHashSet<UniqueAddress> _receivers = ImmutableHashSet<UniqueAddress>.Empty;
    private ICancelable? _ticks;
    private MembershipState? _chosenFor;
    private long _number;
    private Action<Address>? _onPulse;

    public HeartbeatSender(Cluster cluster)
    {
        _cluster = cluster;
    }

    private sealed record Pulsed(Address From) : IDeadLetterSuppression;

    private sealed record ExpectedFirst(UniqueAddress From);

    private sealed record Beat
    {
        public static readonly Beat Instance = new();
    }

    protected override void PreStart()
    {
        var interval = _cluster.Settings.HeartbeatInterval;
        _ticks = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(interval, interval, Self, Beat.Instance, Self);
        var self = Self;
        _onPulse = address => self.Tell(new Pulsed(address), ActorRefs.NoSender);
        _cluster.Provider.Remoting.Pulsed += _onPulse;
        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsSnapshot, typeof(MembershipChanged));
    }

    protected override void PostStop()
    {
        _cluster.Provider.Remoting.Pulsed -= _onPulse;
        _ticks?.Cancel();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Beat:
                SendHeartbeats();
                break;
            case HeartbeatRsp response:
                if (_receivers.Contains(response.From)) _cluster.FailureDetector.Heartbeat(response.From.Address);
                break;
            case Pulsed pulsed:
                if (_receivers.Any(r => r.Address.Equals(pulsed.From)) && _cluster.FailureDetector.IsMonitoring(pulsed.From)) _cluster.FailureDetector.Heartbeat(pulsed.From);
                break;
            case ExpectedFirst expected:
                if (_receivers.Contains(expected.From) && !_cluster.FailureDetector.IsMonitoring(expected.From.Address)) _cluster.FailureDetector.Heartbeat(expected.From.Address);
                break;
            case MembershipChanged changed:
                Choose(changed.State);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Choose(MembershipState state)
    {
        if (_chosenFor?.SameButForSeen(state) == true) return;
        _chosenFor = state;
        var reachability = state.Gossip.Reachability;
        var ring = new HeartbeatRing(state.Self, state.Gossip.Members.Select(m => m.UniqueAddress), _cluster.Settings.MonitoredByNrOfMembers);
        var chosen = ring.Receivers(node => !reachability.IsReachable(node));
        // What this member has found unreachable it keeps an eye on, wherever the ring goes.
        var kept = _receivers.Where(node => state.Gossip.Has(node) && !reachability.IsReachable(state.Self, node));
        var next = chosen.Union(kept);
        foreach (var node in _receivers.Except(next)) _cluster.FailureDetector.Remove(node.Address);
        _receivers = next;
    }

    private void SendHeartbeats()
    {
        var heartbeat = new Heartbeat(_cluster.SelfAddress, ++_number);
        foreach (var node in _receivers)
        {
            if (!_cluster.FailureDetector.IsMonitoring(node.Address))
                Context.System.Scheduler.ScheduleTellOnce(_cluster.Settings.HeartbeatExpectedResponseAfter, Self, new ExpectedFirst(node), Self);
            _cluster.HeartbeatReceiverAt(node.Address).Tell(heartbeat, Self);
        }
    }
}
