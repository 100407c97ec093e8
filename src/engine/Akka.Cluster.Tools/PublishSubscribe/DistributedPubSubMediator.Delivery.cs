using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe.Registry;
using Akka.Event;
using Akka.Routing;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <content>Messages to registered actors.</content>
public partial class DistributedPubSubMediator
{
    private void Deliveries()
    {
        Receive<Send>(send =>
        {
            var key = EntryKey.OfPath(send.Path);
            if (send.LocalAffinity && _registry.Own.Find(key)?.Ref is { } local) local.Tell(send.Message, Sender);
            else if (!Route(send.Message, RefsOf(key))) ToNobody(send.Message);
        });
        Receive<SendToAll>(send =>
        {
            var key = EntryKey.OfPath(send.Path);
            var actors = send.ExcludeSelf ? RefsOf(key).Where(a => !a.Equals(_registry.Own.Find(key)?.Ref)).ToArray() : RefsOf(key);
            foreach (var actor in actors) actor.Tell(send.Message, Sender);
            if (actors.Length == 0) ToNobody(send.Message);
        });
        Receive<Publish>(publish =>
        {
            if (!(publish.SendOneMessageToEachGroup ? PublishToGroups(publish) : PublishToAll(publish))) ToNobody(publish.Message);
        });
        Receive<Deliver>(deliver =>
        {
            var actors = _subscribers.Of(EntryKey.OfTopic(deliver.Topic, deliver.Group));
            if (deliver.Group is not null) Route(deliver.Message, [.. actors]);
            else foreach (var actor in actors) actor.Tell(deliver.Message, Sender);
        });
    }

    private bool PublishToAll(Publish publish)
    {
        var key = EntryKey.OfTopic(publish.Topic, null);
        var found = false;
        foreach (var bucket in _registry.Buckets)
        {
            if (bucket.Find(key) is null) continue;
            found = true;
            if (bucket != _registry.Own) MediatorAt(bucket.Owner).Tell(new Deliver(publish.Topic, null, publish.Message), Sender);
            else foreach (var actor in _subscribers.Of(key)) actor.Tell(publish.Message, Sender);
        }
        return found;
    }

    /// <summary>A member for every group by the routing logic; that member's mediator chooses among its own subscribers.</summary>
    private bool PublishToGroups(Publish publish)
    {
        var owners = _registry.Buckets
            .SelectMany(b => b.Present, (bucket, key) => (bucket, key))
            .Where(e => e.key.Kind == EntryKind.Topic && e.key.Group is not null && e.key.Name == publish.Topic)
            .ToLookup(e => e.key.Group!, e => e.bucket);
        foreach (var group in owners)
            Route(new Deliver(publish.Topic, group.Key, publish.Message), [.. group.Select(b => b == _registry.Own ? Self : MediatorAt(b.Owner))]);
        return owners.Count > 0;
    }

    private bool Route(object message, IActorRef[] actors)
    {
        if (actors.Length == 0) return false;
        _settings.RoutingLogic.Select(message, [.. actors.Select(a => new ActorRefRoutee(a))]).Send(message, Sender);
        return true;
    }

    private IActorRef[] RefsOf(EntryKey key) => [.. _registry.Buckets.Select(b => b.Find(key)?.Ref).OfType<IActorRef>()];

    private void ToNobody(object message)
    {
        if (_settings.SendToDeadLettersWhenNoSubscribers) Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
    }

    private IActorRef MediatorAt(Address node) =>
        ((ExtendedActorSystem)Context.System).Provider.ResolveActorRef(new RootActorPath(node) / Self.Path.Elements);
}
