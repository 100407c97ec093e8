using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Events;
using Akka.Cluster.Gossiping;
using static Akka.Cluster.ClusterEvent;

namespace Akka.Cluster.Daemon;

/// <summary>Turns changes of the state into events for subscribers. An event reaches a subscriber once, however many of its types match.</summary>
internal sealed class ClusterEventPublisher : UntypedActor
{
    private readonly Cluster _cluster;
    private readonly Dictionary<IActorRef, ImmutableHashSet<Type>> _subscribers = [];
    private MembershipState _state;

    public ClusterEventPublisher(Cluster cluster)
    {
        _cluster = cluster;
        _state = MembershipState.Initial(cluster.SelfUniqueAddress);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case MembershipChanged changed:
                Change(changed.State);
                break;
            case Subscribe subscribe:
                Add(subscribe);
                break;
            case Unsubscribe unsubscribe:
                Remove(unsubscribe);
                break;
            case SendCurrentState send:
                send.Receiver.Tell(ClusterEventDiff.Snapshot(_state), ActorRefs.NoSender);
                break;
            case Terminated terminated:
                _subscribers.Remove(terminated.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>The last that subscribers hear: the cluster shuts down, and with it every member is gone for this one.</summary>
    protected override void PostStop()
    {
        Publish(ClusterShuttingDown.Instance);
        var last = _state;
        _state = MembershipState.Initial(last.Self);
        foreach (var change in ClusterEventDiff.Between(last, _state)) Publish(change);
        Publish(new MembershipChanged(_state));
    }

    private void Change(MembershipState next)
    {
        var previous = _state;
        _state = next;
        _cluster.Publish(next);
        if (!next.SameButForSeen(previous))
            foreach (var change in ClusterEventDiff.Between(previous, next)) Publish(change);
        Publish(new MembershipChanged(next));
    }

    private void Add(Subscribe subscribe)
    {
        if (!_subscribers.TryGetValue(subscribe.Subscriber, out var types))
        {
            types = ImmutableHashSet<Type>.Empty;
            Context.Watch(subscribe.Subscriber);
        }
        _subscribers[subscribe.Subscriber] = types.Union(subscribe.Types);
        if (subscribe.Types.Contains(typeof(MembershipChanged)))
        {
            subscribe.Subscriber.Tell(new MembershipChanged(_state), ActorRefs.NoSender);
        }
        else if (subscribe.Mode == SubscriptionInitialStateMode.InitialStateAsSnapshot)
        {
            subscribe.Subscriber.Tell(ClusterEventDiff.Snapshot(_state), ActorRefs.NoSender);
        }
        else
        {
            foreach (var change in ClusterEventDiff.Between(MembershipState.Initial(_state.Self), _state))
                if (Matches(subscribe.Types, change)) subscribe.Subscriber.Tell(change, ActorRefs.NoSender);
        }
    }

    private void Remove(Unsubscribe unsubscribe)
    {
        if (!_subscribers.TryGetValue(unsubscribe.Subscriber, out var types)) return;
        var left = unsubscribe.Type is { } type ? types.Remove(type) : ImmutableHashSet<Type>.Empty;
        if (!left.IsEmpty)
        {
            _subscribers[unsubscribe.Subscriber] = left;
            return;
        }
        _subscribers.Remove(unsubscribe.Subscriber);
        Context.Unwatch(unsubscribe.Subscriber);
    }

    private void Publish(object change)
    {
        foreach (var (subscriber, types) in _subscribers)
            if (Matches(types, change)) subscriber.Tell(change, ActorRefs.NoSender);
    }

    private static bool Matches(ImmutableHashSet<Type> types, object change) => types.Any(t => t.IsInstanceOfType(change));
}
