using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>The queue of an actor's user messages: many senders, one consumer.</summary>
public interface IMessageQueue
{
    bool HasMessages { get; }

    int Count { get; }

    void Enqueue(IActorRef receiver, Envelope envelope);

    bool TryDequeue(out Envelope envelope);

    /// <summary>Hands what is left to the dead letters of an owner that has stopped.</summary>
    void CleanUp(IActorRef owner, IMessageQueue deadletters);
}
