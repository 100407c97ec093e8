using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>Adds a front to a queue: what the owner puts back is taken first, the last put back before the others. Only the owner, while it runs, puts back.</summary>
public class DequeWrapperMessageQueue(IMessageQueue messageQueue) : IMessageQueue, IDequeBasedMessageQueueSemantics
{
    protected readonly IMessageQueue MessageQueue = messageQueue;

    private readonly Stack<Envelope> _front = new();
    private volatile int _frontCount;

    public bool HasMessages => _frontCount > 0 || MessageQueue.HasMessages;

    public int Count => _frontCount + MessageQueue.Count;

    public void Enqueue(IActorRef receiver, Envelope envelope) => MessageQueue.Enqueue(receiver, envelope);

    public void EnqueueFirst(Envelope envelope)
    {
        _front.Push(envelope);
        _frontCount = _front.Count;
    }

    public bool TryDequeue(out Envelope envelope)
    {
        if (_frontCount == 0)
            return MessageQueue.TryDequeue(out envelope);
        envelope = _front.Pop();
        _frontCount = _front.Count;
        return true;
    }

    /// <summary>Called by the owner as it stops, and by senders that come too late, perhaps at the same time.</summary>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        lock (_front)
        {
            while (TryDequeue(out var envelope))
                deadletters.Enqueue(owner, envelope);
        }
    }
}

public class UnboundedDequeMessageQueue() : DequeWrapperMessageQueue(new UnboundedMessageQueue()), IUnboundedDequeBasedMessageQueueSemantics;

public class BoundedDequeMessageQueue(int boundedCapacity, TimeSpan pushTimeOut)
    : DequeWrapperMessageQueue(new BoundedMessageQueue(boundedCapacity, pushTimeOut)), IBoundedDequeBasedMessageQueueSemantics
{
    public TimeSpan PushTimeOut { get; } = pushTimeOut;
}
