using Akka.Dispatch;

namespace Akka.Actor.Internal;

/// <summary>The stash of one incarnation; it gives back to the front of the actor's mailbox.</summary>
internal sealed class MailboxStash : IStash
{
    private readonly ActorCell _cell;
    private readonly IDequeBasedMessageQueueSemantics _mailbox;
    private readonly LinkedList<Envelope> _stashed = new();
    private long _lastStashed = -1;

    public MailboxStash(ActorCell cell, int capacity)
    {
        _cell = cell;
        _mailbox = cell.Mailbox.MessageQueue as IDequeBasedMessageQueueSemantics ?? throw new NotSupportedException(
            $"A deque-based mailbox is required for the stash of {cell.Self}, but it has {cell.Mailbox.MessageQueue.GetType().Name}: set akka.actor.mailbox.unbounded-deque-based for it");
        Capacity = capacity;
    }

    public int Capacity { get; }

    public int Count => _stashed.Count;

    public bool IsEmpty => _stashed.Count == 0;

    public bool NonEmpty => !IsEmpty;

    public bool IsFull => Capacity >= 0 && _stashed.Count >= Capacity;

    public void Stash()
    {
        var envelope = _cell.CurrentEnvelope;
        if (_lastStashed == _cell.CurrentEnvelopeId)
            throw new IllegalActorStateException($"Can't stash the same message {envelope.Message} more than once");
        if (IsFull)
            throw new StashOverflowException($"Couldn't enqueue message {envelope.Message} to stash of {_cell.Self}");
        _lastStashed = _cell.CurrentEnvelopeId;
        _stashed.AddLast(envelope);
    }

    public void Unstash()
    {
        if (_stashed.First is not { } first)
            return;
        _stashed.RemoveFirst();
        _mailbox.EnqueueFirst(first.Value);
    }

    public void UnstashAll()
    {
        while (_stashed.Last is { } last)
        {
            _stashed.RemoveLast();
            _mailbox.EnqueueFirst(last.Value);
        }
    }

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        while (_stashed.Last is { } last)
        {
            _stashed.RemoveLast();
            if (predicate(last.Value))
                _mailbox.EnqueueFirst(last.Value);
        }
    }

    public IEnumerable<Envelope> ClearStash()
    {
        var all = _stashed.ToArray();
        _stashed.Clear();
        return all;
    }

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        LinkedListNode<Envelope>? after = null;
        foreach (var envelope in envelopes)
            after = after is null ? _stashed.AddFirst(envelope) : _stashed.AddAfter(after, envelope);
    }
}
