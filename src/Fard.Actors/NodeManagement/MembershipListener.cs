using Akka.Actor;
using Akka.Cluster;

namespace Fard.Actors.NodeManagement;

/// <summary>Tells its parent which members leave, which the cluster no longer reaches or reaches again, and which it has removed.</summary>
internal sealed class MembershipListener : ReceiveActor
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);

    public MembershipListener()
    {
        Receive<ClusterEvent.UnreachableMember>(message => Context.Parent.Tell(new MemberChanged(message.Member.Address, MemberState.Unreachable)));
        Receive<ClusterEvent.ReachableMember>(message => Context.Parent.Tell(new MemberChanged(message.Member.Address, MemberState.Reachable)));
        Receive<ClusterEvent.MemberLeft>(message => Context.Parent.Tell(new MemberChanged(message.Member.Address, MemberState.Leaving)));
        Receive<ClusterEvent.MemberRemoved>(message => Context.Parent.Tell(new MemberChanged(message.Member.Address, MemberState.Removed)));
        Receive<ClusterEvent.IClusterDomainEvent>(_ => { });
    }

    public static Props Props() => Akka.Actor.Props.Create(() => new MembershipListener());

    protected override void PreStart() => _cluster.Subscribe(
        Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberLeft), typeof(ClusterEvent.MemberRemoved), typeof(ClusterEvent.IReachabilityEvent));

    protected override void PostStop() => _cluster.Unsubscribe(Self);
}
