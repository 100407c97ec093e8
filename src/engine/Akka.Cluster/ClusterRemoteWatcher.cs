using Akka.Actor;
using Akka.Event;
using Akka.Remote;

namespace Akka.Cluster;

/// <summary>Remote death watch in a cluster: members are not sent extra heart beats, their actors count as terminated when they are removed.</summary>
internal sealed class ClusterRemoteWatcher : RemoteWatcher
{
    private static readonly TimeSpan LeftQuarantineDelay = TimeSpan.FromSeconds(5);

    private readonly HashSet<Address> _members = [];
    private readonly UniqueAddress _self;

    public ClusterRemoteWatcher(IFailureDetectorRegistry<Address> failureDetector, TimeSpan heartbeatInterval, TimeSpan unreachableReaperInterval, TimeSpan heartbeatExpectedResponseAfter)
        : base(failureDetector, heartbeatInterval, unreachableReaperInterval, heartbeatExpectedResponseAfter)
    {
        var provider = (RemoteActorRefProvider)((ExtendedActorSystem)Context.System).Provider;
        _self = new UniqueAddress(provider.DefaultAddress, AddressUidExtension.Uid(Context.System));
    }

    private sealed record QuarantineLeft(UniqueAddress Node) : INoSerializationVerificationNeeded;

    protected override void PreStart()
    {
        base.PreStart();
        // The cluster extension is made after this actor, by the same thread: its event subscription is asked for once it exists.
        Self.Tell(SubscribeToCluster.Instance);
    }

    protected override bool TakesHeartbeats(Address address) => !_members.Contains(address);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SubscribeToCluster:
                if (Context.System.TryGetExtension<Cluster>(out var cluster)) cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
                else Context.System.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(10), Self, message, Self);
                break;
            case ClusterEvent.MemberRemoved removed:
                MemberRemoved(removed);
                break;
            case ClusterEvent.IMemberEvent change:
                if (change.Member.UniqueAddress != _self) _members.Add(change.Member.Address);
                break;
            case QuarantineLeft left:
                Quarantine(left.Node.Address, left.Node.Uid, "it has left the cluster");
                break;
            default:
                base.OnReceive(message);
                break;
        }
    }

    private void MemberRemoved(ClusterEvent.MemberRemoved removed)
    {
        var node = removed.Member.UniqueAddress;
        if (node == _self) return;
        _members.Remove(node.Address);
        // One that left in good order may still have something to say.
        if (removed.PreviousStatus == MemberStatus.Down) Quarantine(node.Address, node.Uid, "it was removed from the cluster as down");
        else Context.System.Scheduler.ScheduleTellOnce(LeftQuarantineDelay, Self, new QuarantineLeft(node), Self);
        PublishAddressTerminated(node.Address);
    }

    private sealed class SubscribeToCluster : INoSerializationVerificationNeeded, IDeadLetterSuppression
    {
        public static readonly SubscribeToCluster Instance = new();
    }
}
