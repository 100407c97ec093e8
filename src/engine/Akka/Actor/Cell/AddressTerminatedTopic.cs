using System.Collections.Concurrent;

namespace Akka.Actor.Internal;

/// <summary>Tells those actors that have to do with other systems when one of these is taken for dead. Remoting's failure detection publishes here.</summary>
internal sealed class AddressTerminatedTopic
{
    private readonly ConcurrentDictionary<IActorRef, byte> _subscribers = new();

    public void Subscribe(IActorRef subscriber) => _subscribers[subscriber] = 0;

    public void Unsubscribe(IActorRef subscriber) => _subscribers.TryRemove(subscriber, out _);

    public void Publish(AddressTerminated message)
    {
        foreach (var subscriber in _subscribers.Keys)
            subscriber.Tell(message, ActorRefs.NoSender);
    }
}
