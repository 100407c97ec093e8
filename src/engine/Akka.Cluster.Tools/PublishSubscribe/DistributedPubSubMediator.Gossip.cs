using Akka.Actor;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <content>Keeps the registries of the members alike.</content>
public partial class DistributedPubSubMediator
{
    private void Gossip()
    {
        Receive<GossipTick>(_ =>
        {
            _registry.Prune(_settings.RemovedTimeToLive);
            var others = _registry.Nodes.Where(n => !n.Equals(_cluster.SelfAddress)).ToArray();
            if (others.Length > 0) MediatorAt(others[Random.Shared.Next(others.Length)]).Tell(new RegistryStatus(_registry.Versions, false), Self);
        });
        // Only members' mediators are heard: of others nothing would ever be removed.
        Receive<RegistryStatus>(status => _registry.Nodes.Contains(Sender.Path.Address), status =>
        {
            if (_registry.DeltaFor(status.Versions, _settings.MaxDeltaElements) is { Count: > 0 } delta) Sender.Tell(new RegistryDelta(delta), Self);
            if (!status.IsReply && _registry.IsBehind(status.Versions)) Sender.Tell(new RegistryStatus(_registry.Versions, true), Self);
        });
        Receive<RegistryDelta>(delta => _registry.Nodes.Contains(Sender.Path.Address), delta => _registry.Merge(delta.Buckets));
        Receive<RegistryStatus>(_ => { });
        Receive<RegistryDelta>(_ => { });
    }

    private void Members()
    {
        Receive<ClusterEvent.CurrentClusterState>(state =>
        {
            foreach (var member in state.Members)
                if (member.Status is MemberStatus.WeaklyUp or MemberStatus.Up or MemberStatus.Leaving && Matches(member)) _registry.AddNode(member.Address);
        });
        Receive<ClusterEvent.IMemberEvent>(change =>
        {
            var member = change.Member;
            switch (change)
            {
                case ClusterEvent.MemberRemoved when member.UniqueAddress == _cluster.SelfUniqueAddress:
                    Context.Stop(Self);
                    break;
                case ClusterEvent.MemberRemoved:
                    if (Matches(member)) _registry.Drop(member.Address);
                    break;
                case ClusterEvent.MemberWeaklyUp or ClusterEvent.MemberUp:
                    if (Matches(member)) _registry.AddNode(member.Address);
                    break;
                case ClusterEvent.MemberExited or ClusterEvent.MemberDowned:
                    if (Matches(member)) _registry.RemoveNode(member.Address);
                    break;
            }
        });
        Receive<ClusterEvent.ClusterShuttingDown>(_ => { });
    }

    private bool Matches(Member member) => _settings.Role is not { } role || member.HasRole(role);
}
