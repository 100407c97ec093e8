using Fard.Actors.Messages;

namespace Fard.Actors.Tasks.Events;

/// <summary>
/// The events of one sender to one receiver: numbered from 1, sent in the order in which they were fired, with a bounded number under way. Who fires when
/// the credit is used up waits, in order. Safe for several threads.
/// </summary>
/// <param name="window">Its credit.</param>
/// <param name="send">Sends a numbered event; called under this link's lock, so that the order holds.</param>
/// <param name="ask">Asks the receiver what it has taken; gets the last number that was sent.</param>
internal sealed class EventLink(int window, Action<FiredEvent> send, Action<long> ask)
{
    private const int BytesPerCredit = 4096;

    private readonly Lock _gate = new();
    private readonly Queue<(long Sequence, int Cost)> _underWay = new();
    private readonly LinkedList<Waiting> _waiting = new();
    private long _last;
    private int _used;
    private bool _closed;

    /// <summary>What an event takes of the credit; never more than all of it.</summary>
    public static int CostOf(int payloadBytes, int window) => Math.Min(window, 1 + payloadBytes / BytesPerCredit);

    /// <summary>Sends an event as soon as there is credit for it; asks the receiver while there is none.</summary>
    /// <param name="limit">How long it may wait.</param>
    /// <param name="askEvery">How long it hears nothing before it asks.</param>
    /// <returns>Ends with true when it is sent, with false when it is dropped: there was no credit in time, or the receiver is gone.</returns>
    public async ValueTask<bool> SendAsync(FiredEvent fired, TimeSpan limit, TimeSpan askEvery, TimeProvider time, CancellationToken cancellationToken)
    {
        LinkedListNode<Waiting> node;
        lock (_gate)
        {
            if (_closed) return false;
            if (_waiting.Count == 0 && Fits(fired))
            {
                Send(fired);
                return true;
            }

            node = _waiting.AddLast(new Waiting(fired));
        }

        try
        {
            for (var rest = limit; rest > TimeSpan.Zero; rest -= askEvery)
            {
                var wait = rest < askEvery ? rest : askEvery;
                if (await WaitAsync(node.Value.Sent.Task, wait, time, cancellationToken)) return await node.Value.Sent.Task;
                Ask();
            }
        }
        catch (OperationCanceledException) when (!Withdraw(node))
        {
            return await node.Value.Sent.Task;
        }

        return !Withdraw(node) && await node.Value.Sent.Task;
    }

    /// <summary>The receiver has taken everything up to a number.</summary>
    public void Taken(long sequence)
    {
        lock (_gate)
        {
            while (_underWay.TryPeek(out var first) && first.Sequence <= sequence) _used -= _underWay.Dequeue().Cost;
            ServeWaiting();
        }
    }

    /// <summary>The receiver is there, again: what is sent next follows in number on what was sent before.</summary>
    public void Open()
    {
        lock (_gate) _closed = false;
    }

    /// <summary>The receiver is gone: nobody waits any longer, and what was under way is lost.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _underWay.Clear();
            _used = 0;
            foreach (var waiting in _waiting) waiting.Sent.TrySetResult(false);
            _waiting.Clear();
        }
    }

    private static async ValueTask<bool> WaitAsync(Task sent, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await sent.WaitAsync(wait, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    // False: it was sent or dropped in this moment.
    private bool Withdraw(LinkedListNode<Waiting> node)
    {
        lock (_gate)
        {
            if (node.List is null) return false;
            _waiting.Remove(node);
            ServeWaiting();
            return true;
        }
    }

    internal void Ask()
    {
        lock (_gate)
        {
            if (_underWay.Count > 0) ask(_last);
        }
    }

    private void ServeWaiting()
    {
        while (_waiting.First is { } first && Fits(first.Value.Event))
        {
            _waiting.RemoveFirst();
            Send(first.Value.Event);
            first.Value.Sent.TrySetResult(true);
        }
    }

    private bool Fits(FiredEvent fired) => _used + CostOf(fired.Payload.Bytes.Length, window) <= window;

    private void Send(FiredEvent fired)
    {
        var cost = CostOf(fired.Payload.Bytes.Length, window);
        _used += cost;
        _underWay.Enqueue((++_last, cost));
        send(fired with { Sequence = _last });
    }

    private sealed class Waiting(FiredEvent fired)
    {
        public FiredEvent Event { get; } = fired;

        public TaskCompletionSource<bool> Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
