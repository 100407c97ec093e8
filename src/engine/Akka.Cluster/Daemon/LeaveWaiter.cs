using Akka.Actor;

namespace Akka.Cluster.Daemon;

/// <summary>Answers <see cref="Done"/> to whoever waits once this member's leaving is known, or it is out by other means.</summary>
internal sealed class LeaveWaiter : UntypedActor
{
    private readonly Cluster _cluster;
    private readonly UniqueAddress _node;
    private readonly IActorRef _waiting;

    public LeaveWaiter(Cluster cluster, UniqueAddress node, IActorRef waiting)
    {
        _cluster = cluster;
        _node = node;
        _waiting = waiting;
    }

    protected override void PreStart() => _cluster.Subscribe(Self, ClusterEvent.InitialStateAsSnapshot, typeof(ClusterEvent.IMemberEvent));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        var gone = message switch
        {
            ClusterEvent.CurrentClusterState state => !state.Members.Any(m => m.UniqueAddress == _node && IsStaying(m.Status)),
            ClusterEvent.IMemberEvent change => change.Member.UniqueAddress == _node && !IsStaying(change.Member.Status),
            _ => false,
        };
        if (!gone) return;
        _waiting.Tell(Done.Instance);
        Context.Stop(Self);
    }

    private static bool IsStaying(MemberStatus status) => status is MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up;
}
