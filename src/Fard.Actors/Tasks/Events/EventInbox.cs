using Akka.Actor;
using Fard.Actors.Applications;
using Fard.Actors.Messages;
using Fard.Programs;

namespace Fard.Actors.Tasks.Events;

/// <summary>
/// The events that a task has not handled yet, in the order of each sender. Under <see cref="OverflowPolicy.Wait"/> a sender hears that an event was taken
/// when it was handled, so each sender's credit bounds the queue; under the other policies it hears at once, and what does not fit is dropped and counted.
/// Safe for several threads.
/// </summary>
/// <param name="capacity">Most events of a queue that drops.</param>
/// <param name="window">The credit of each sender; it hears of every quarter of it at once.</param>
/// <param name="taken">Tells a sender that everything up to a number was taken.</param>
internal sealed class EventInbox(OverflowPolicy policy, int capacity, int window, Action<EventSource, long> taken)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<QueuedEvent> _queue = new();
    private readonly Dictionary<string, EventSource> _sources = [];
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _delivered;
    private long _dropped;

    /// <summary>Events that were handled.</summary>
    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>Events that were dropped here, or lost on their way here.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Events that wait.</summary>
    public int Count
    {
        get { lock (_gate) return _queue.Count; }
    }

    /// <summary>An event of another peer has arrived.</summary>
    public void Offer(FiredEvent fired, IActorRef sender)
    {
        lock (_gate)
        {
            var source = SourceOf(fired.Sender, fired.SenderIncarnation, sender);
            // Older than what is there: sent again by nobody, or of an earlier life.
            if (source is null || fired.Sequence <= source.Received) return;
            // Numbers that were skipped were lost on the way.
            Skip(source, fired.Sequence - 1);
            source.Received = fired.Sequence;
            var received = new TaskEvent(fired.Name, fired.Sender, fired.SenderTask, fired.Scope, fired.Payload);
            if (policy == OverflowPolicy.Wait)
            {
                Enqueue(received, source, fired.Sequence);
                return;
            }

            if (_queue.Count < capacity)
            {
                Enqueue(received, source, fired.Sequence);
            }
            else
            {
                Interlocked.Increment(ref _dropped);
                if (policy == OverflowPolicy.DropOldest && RemoveOldest()) Enqueue(received, source, fired.Sequence);
            }

            source.Done = fired.Sequence;
            Acknowledge(source, EventLink.CostOf(fired.Payload.Bytes.Length, window));
        }
    }

    /// <summary>A sender has heard nothing: it is told what was taken. What it sent and never arrived is lost.</summary>
    public void Asked(EventsAsked asked, IActorRef sender)
    {
        lock (_gate)
        {
            if (SourceOf(asked.Sender, asked.SenderIncarnation, sender) is not { } source) return;
            if (asked.Sequence > source.Received)
            {
                Skip(source, asked.Sequence);
                source.Received = asked.Sequence;
            }

            // Nothing of it is queued: everything that came was handled or dropped.
            if (source.Queued == 0) source.Done = source.Received;
            Acknowledge(source, window);
        }
    }

    /// <summary>An event of the runtime itself, which is never dropped.</summary>
    public void Post(TaskEvent own)
    {
        lock (_gate) Enqueue(own, null, 0);
    }

    /// <summary>An event of one key, whose entity waits for the new state.</summary>
    public void Post(TaskEvent received, KeyedWork keyed)
    {
        lock (_gate)
        {
            if (_queue.Count < capacity) Enqueue(received, null, 0, keyed);
            else keyed.Done.TrySetException(new ProgramException($"{capacity} events wait already (fard.tasks.event-queue)."));
        }
    }

    /// <summary>Hands events to a handler, one at a time, until cancelled.</summary>
    public async Task PumpAsync(Func<TaskEvent, KeyedWork?, CancellationToken, ValueTask> handle, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Next(out var arrived) is not { } next)
            {
                await arrived.WaitAsync(cancellationToken);
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            var handled = false;
            try
            {
                await handle(next.Event, next.Keyed, cancellationToken);
                handled = true;
            }
            finally
            {
                Finish(next, handled);
            }
        }
    }

    // One that was under way when its program crashed is not given again.
    private void Finish(QueuedEvent done, bool handled)
    {
        if (done.Source is null && done.Keyed is null) return;
        if (handled) Interlocked.Increment(ref _delivered);
        else Interlocked.Increment(ref _dropped);
        if (done.Source is { } source) Handled(source, done.Sequence, EventLink.CostOf(done.Event.Payload.Bytes.Length, window));
    }

    private QueuedEvent? Next(out Task arrived)
    {
        lock (_gate)
        {
            arrived = _arrived.Task;
            if (_queue.First is not { } first) return null;
            _queue.RemoveFirst();
            return first.Value;
        }
    }

    /// <summary>The program is gone: what waits for it is dropped and counted.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            foreach (var (_, source, sequence, keyed) in _queue)
            {
                keyed?.Done.TrySetException(new ProgramException("The task has stopped."));
                if (source is null) continue;
                Interlocked.Increment(ref _dropped);
                source.Queued--;
                source.Done = Math.Max(source.Done, sequence);
            }

            _queue.Clear();
            foreach (var source in _sources.Values) Acknowledge(source, window);
        }
    }

    private void Handled(EventSource source, long sequence, int cost)
    {
        lock (_gate)
        {
            source.Queued--;
            if (policy != OverflowPolicy.Wait) return;
            source.Done = Math.Max(source.Done, sequence);
            Acknowledge(source, cost);
        }
    }

    private void Skip(EventSource source, long upTo)
    {
        if (upTo > source.Received) Interlocked.Add(ref _dropped, upTo - source.Received);
    }

    private bool RemoveOldest()
    {
        for (var node = _queue.First; node is not null; node = node.Next)
        {
            if (node.Value.Source is not { } source) continue;
            _queue.Remove(node);
            source.Queued--;
            return true;
        }

        return false;
    }

    private void Enqueue(TaskEvent received, EventSource? source, long sequence, KeyedWork? keyed = null)
    {
        _queue.AddLast(new QueuedEvent(received, source, sequence, keyed));
        if (source is not null) source.Queued++;
        if (_queue.Count > 1) return;
        var arrived = _arrived;
        _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        arrived.SetResult();
    }

    private void Acknowledge(EventSource source, int cost)
    {
        source.Unacknowledged += cost;
        if (source.Unacknowledged < window / 4) return;
        source.Unacknowledged = 0;
        taken(source, source.Done);
    }

    private EventSource? SourceOf(string peer, long incarnation, IActorRef actor)
    {
        if (_sources.TryGetValue(peer, out var known) && known.Incarnation >= incarnation) return known.Incarnation == incarnation ? known : null;
        return _sources[peer] = new EventSource(peer, incarnation, actor);
    }
}
