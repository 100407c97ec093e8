using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.Client.Serialization;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;

namespace Akka.Cluster.Tools.Client;

/// <summary>
/// The cluster's end of <see cref="ClusterClient"/>: tells clients which members they may talk to, hands their messages to the publish-subscribe mediator,
/// and answers their heart beats. Replies go back through a tunnel, so that a client needs a connection to one member only.
/// </summary>
public sealed class ClusterReceptionist : ActorBase
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IActorRef _mediator;
    private readonly ClusterReceptionistSettings _settings;
    private readonly ContactRing _nodes = new();
    private readonly ResponseTunnels _tunnels;
    private readonly ClientInteractions _clients;
    private readonly HashSet<IActorRef> _subscribers = [];
    private readonly ICancelable _checks;

    /// <exception cref="ArgumentException">The member has not the role.</exception>
    public ClusterReceptionist(IActorRef pubSubMediator, ClusterReceptionistSettings settings)
    {
        if (settings.Role is { } role && !_cluster.SelfRoles.Contains(role))
            throw new ArgumentException($"The cluster member [{_cluster.SelfAddress}] doesn't have the role [{role}]", nameof(settings));
        _mediator = pubSubMediator;
        _settings = settings;
        _tunnels = new ResponseTunnels(Context, settings.ResponseTunnelReceiveTimeout);
        _clients = new ClientInteractions(settings.AcceptableHeartbeatPause, settings.HeartbeatInterval);
        ClusterClientMessageSerializer.Register((ExtendedActorSystem)Context.System);
        var interval = settings.FailureDetectionInterval;
        _checks = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(interval, interval, Self, CheckDeadlines.Instance, Self);
    }

    public static Props Props(IActorRef pubSubMediator, ClusterReceptionistSettings settings) =>
        Actor.Props.Create(() => new ClusterReceptionist(pubSubMediator, settings)).WithDeploy(Deploy.Local);

    protected override void PreStart() => _cluster.Subscribe(Self, ClusterEvent.InitialStateAsSnapshot, typeof(ClusterEvent.IMemberEvent));

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        _checks.Cancel();
        foreach (var client in _clients.All) client.Tell(new ReceptionistShutdown(), Self);
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Send or SendToAll or Publish:
                _mediator.Tell(message, _tunnels.For(Sender));
                return true;
            case Heartbeat:
                Sender.Tell(new HeartbeatRsp(), Self);
                Heard(Sender);
                return true;
            case GetContacts:
                var points = _nodes.Pick(Sender.Path.ToString(), _settings.NumberOfContacts).Select(n => new RootActorPath(n) / Self.Path.Elements);
                Sender.Tell(new Contacts([.. points]), Self);
                Heard(Sender);
                return true;
            case CheckDeadlines:
                foreach (var client in _clients.TakeSilent())
                {
                    _log.Debug("Client [{0}] is silent", client.Path);
                    Announce(new ClusterClientUnreachable(client));
                }
                return true;
            case Terminated terminated:
                if (!_tunnels.Remove(terminated.ActorRef)) _subscribers.Remove(terminated.ActorRef);
                return true;
            default:
                return ReceiveSubscription(message) || ReceiveMembership(message);
        }
    }

    private bool ReceiveSubscription(object message)
    {
        switch (message)
        {
            case SubscribeClusterClients:
                if (_subscribers.Add(Sender)) Context.Watch(Sender);
                Sender.Tell(new ClusterClients([.. _clients.All]), Self);
                return true;
            case UnsubscribeClusterClients:
                if (_subscribers.Remove(Sender)) Context.Unwatch(Sender);
                return true;
            case GetClusterClients:
                Sender.Tell(new ClusterClients([.. _clients.All]), Self);
                return true;
            default:
                return false;
        }
    }

    private bool ReceiveMembership(object message)
    {
        switch (message)
        {
            case ClusterEvent.CurrentClusterState state:
                foreach (var member in state.Members)
                    if (member.Status is not MemberStatus.Joining && Matches(member)) _nodes.Add(member.Address);
                return true;
            case ClusterEvent.MemberUp or ClusterEvent.MemberWeaklyUp:
                var arrived = ((ClusterEvent.IMemberEvent)message).Member;
                if (Matches(arrived)) _nodes.Add(arrived.Address);
                return true;
            case ClusterEvent.MemberRemoved removed:
                _nodes.Remove(removed.Member.Address);
                if (removed.Member.UniqueAddress == _cluster.SelfUniqueAddress) Context.Stop(Self);
                return true;
            case ClusterEvent.MemberExited or ClusterEvent.MemberDowned:
                _nodes.Remove(((ClusterEvent.IMemberEvent)message).Member.Address);
                return true;
            case ClusterEvent.IMemberEvent or ClusterEvent.ClusterShuttingDown:
                return true;
            default:
                return false;
        }
    }

    private void Heard(IActorRef client)
    {
        if (_clients.Heard(client)) Announce(new ClusterClientUp(client));
    }

    private void Announce(IClusterClientInteraction change)
    {
        foreach (var subscriber in _subscribers) subscriber.Tell(change, Self);
    }

    private bool Matches(Member member) => _settings.Role is not { } role || member.HasRole(role);

    private sealed class CheckDeadlines : INoSerializationVerificationNeeded
    {
        public static readonly CheckDeadlines Instance = new();
    }
}
