using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe.Registry;
using Akka.Cluster.Tools.PublishSubscribe.Serialization;
using Akka.Event;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>
/// Knows which actors are registered by path (<see cref="Put"/>) or topic (<see cref="Subscribe"/>) on all members, and delivers to them. Every member
/// writes its own bucket of the registry; the mediators spread the buckets by gossip, so that the registries become equal some time after the last change.
/// <code>
/// A --RegistryStatus(versions of A)--> B      B --RegistryDelta(what A lacks)--> A      B --RegistryStatus(versions of B, reply)--> A --RegistryDelta(what B lacks)--> B
/// </code>
/// </summary>
public partial class DistributedPubSubMediator : ReceiveActor
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly DistributedPubSubSettings _settings;
    private readonly SubscriptionRegistry _registry;
    private readonly LocalSubscribers _subscribers = new();
    private readonly ICancelable _gossip;

    /// <exception cref="ArgumentException">The member has not the role.</exception>
    public DistributedPubSubMediator(DistributedPubSubSettings settings)
    {
        if (settings.Role is { } role && !_cluster.SelfRoles.Contains(role))
            throw new ArgumentException($"The cluster member [{_cluster.SelfAddress}] doesn't have the role [{role}]", nameof(settings));
        _settings = settings;
        DistributedPubSubMessageSerializer.Register((ExtendedActorSystem)Context.System);
        var scheduler = Context.System.Scheduler;
        _registry = new SubscriptionRegistry(_cluster.SelfAddress, () => scheduler.Now);
        _gossip = scheduler.ScheduleTellRepeatedlyCancelable(settings.GossipInterval, settings.GossipInterval, Self, GossipTick.Instance, Self);
        Registrations();
        Deliveries();
        Gossip();
        Members();
    }

    public ILoggingAdapter Log { get; } = Context.GetLogger();

    /// <summary>How far each bucket is.</summary>
    public IImmutableDictionary<Address, long> OwnVersions => _registry.Versions;

    public static Props Props(DistributedPubSubSettings settings) => Actor.Props.Create(() => new DistributedPubSubMediator(settings)).WithDeploy(Deploy.Local);

    protected override void PreStart() =>
        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsSnapshot, typeof(ClusterEvent.IMemberEvent));

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        _gossip.Cancel();
    }

    private void Registrations()
    {
        Receive<Put>(put =>
        {
            if (put.Ref.Path.Address.HasGlobalScope)
            {
                Log.Warning("Registered actor must be local: [{0}]", put.Ref);
                return;
            }
            _registry.Set(EntryKey.OfPath(put.Ref.Path.ToStringWithoutAddress()), put.Ref);
            Context.Watch(put.Ref);
        });
        Receive<Remove>(remove => Unput(EntryKey.OfPath(remove.Path)));
        Receive<Subscribe>(subscribe =>
        {
            var key = EntryKey.OfTopic(subscribe.Topic, Group(subscribe.Group));
            Context.Watch(subscribe.Ref);
            if (_subscribers.Add(key, subscribe.Ref) && _registry.Own.Find(key) is null) _registry.Set(key);
            Sender.Tell(new SubscribeAck(subscribe), Self);
        });
        Receive<Unsubscribe>(unsubscribe =>
        {
            var key = EntryKey.OfTopic(unsubscribe.Topic, Group(unsubscribe.Group));
            if (_subscribers.Remove(key, unsubscribe.Ref)) _registry.Unset(key);
            UnwatchIfUnknown(unsubscribe.Ref);
            Sender.Tell(new UnsubscribeAck(unsubscribe), Self);
        });
        Receive<Terminated>(terminated =>
        {
            var actor = terminated.ActorRef;
            foreach (var key in _subscribers.KeysOf(actor))
                if (_subscribers.Remove(key, actor)) _registry.Unset(key);
            var path = EntryKey.OfPath(actor.Path.ToStringWithoutAddress());
            // An actor that was put in its place has the same path.
            if (actor.Equals(_registry.Own.Find(path)?.Ref)) _registry.Unset(path);
        });
        Receive<GetTopics>(_ => Sender.Tell(new CurrentTopics(_registry.Topics), Self));
    }

    private static string? Group(string? group) => string.IsNullOrEmpty(group) ? null : group;

    private void Unput(EntryKey key)
    {
        if (_registry.Own.Find(key)?.Ref is not { } actor) return;
        _registry.Unset(key);
        UnwatchIfUnknown(actor);
    }

    private void UnwatchIfUnknown(IActorRef actor)
    {
        var path = EntryKey.OfPath(actor.Path.ToStringWithoutAddress());
        if (!_subscribers.Knows(actor) && !actor.Equals(_registry.Own.Find(path)?.Ref)) Context.Unwatch(actor);
    }
}
