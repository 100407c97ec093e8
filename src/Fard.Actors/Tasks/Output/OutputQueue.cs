using System.Collections.Immutable;
using Fard.Programs;

namespace Fard.Actors.Tasks.Output;

/// <summary>
/// The output of one replica that nobody has consumed yet: numbered from 1, bounded in bytes; who puts out when it is full waits, in order. A piece stays
/// until its consumer has acknowledged it. Safe for several threads.
/// </summary>
/// <param name="maxBytes">Most bytes that it keeps; one piece is always taken.</param>
internal sealed class OutputQueue(int maxBytes)
{
    private readonly Lock _gate = new();
    private readonly Queue<ReadOnlyMemory<byte>> _items = new();
    private readonly LinkedList<(ReadOnlyMemory<byte> Data, TaskCompletionSource Taken)> _waiting = new();
    private string _consumer = "";
    private long _first = 1;
    private int _bytes;
    private int _given;
    private bool _collects;

    /// <summary>Pieces that were consumed.</summary>
    public long Consumed
    {
        get { lock (_gate) return _first - 1; }
    }

    /// <summary>Whether output is collected.</summary>
    public bool Collects
    {
        get { lock (_gate) return _collects; }
    }

    /// <summary>Called when output has arrived in an empty queue.</summary>
    public Action Arrived { get; init; } = () => { };

    /// <summary>Collects output from now on, or drops it: also what is here already.</summary>
    public void SetCollects(bool collects)
    {
        lock (_gate)
        {
            _collects = collects;
            if (collects) return;
            _first += _items.Count;
            _items.Clear();
            (_bytes, _given) = (0, 0);
            foreach (var (_, taken) in _waiting) taken.TrySetResult();
            _waiting.Clear();
        }
    }

    /// <summary>Puts out a piece; waits while the queue is full.</summary>
    public async ValueTask PutAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        LinkedListNode<(ReadOnlyMemory<byte>, TaskCompletionSource Taken)> node;
        lock (_gate)
        {
            if (!_collects) return;
            // The caller may use its buffer again.
            data = data.ToArray();
            if (_waiting.Count == 0 && Fits(data.Length))
            {
                Add(data);
                return;
            }

            node = _waiting.AddLast((data, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
        }

        try
        {
            await node.Value.Taken.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lock (_gate)
            {
                if (node.List is not null) _waiting.Remove(node);
            }

            throw;
        }
    }

    /// <summary>Takes what is there, as much as one message carries; it stays until it is acknowledged.</summary>
    /// <param name="consumer">Who asks; what another was given and has not acknowledged is given again.</param>
    /// <param name="acknowledged">Everything up to this number has arrived.</param>
    /// <returns>The number of the first piece, and the pieces; none if there is nothing.</returns>
    public (long First, ImmutableArray<ReadOnlyMemory<byte>> Items) Take(string consumer, long acknowledged)
    {
        lock (_gate)
        {
            if (consumer != _consumer) (_consumer, _given) = (consumer, 0);
            while (_items.Count > 0 && _first <= acknowledged && _given > 0)
            {
                _bytes -= _items.Dequeue().Length;
                _first++;
                _given--;
            }

            while (_waiting.First is { } next && Fits(next.Value.Data.Length))
            {
                _waiting.RemoveFirst();
                Add(next.Value.Data);
                next.Value.Taken.TrySetResult();
            }

            // Asked again: the answer before may be lost, and is given again as it was, with what has come since.
            var bytes = 0;
            var items = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
            foreach (var item in _items)
            {
                if (items.Count > 0 && bytes + item.Length > EventNames.MaxPayloadBytes) break;
                items.Add(item);
                bytes += item.Length;
            }

            _given = Math.Max(_given, items.Count);
            return (_first, items.ToImmutable());
        }
    }

    private bool Fits(int length) => _items.Count == 0 || _bytes + length <= maxBytes;

    private void Add(ReadOnlyMemory<byte> data)
    {
        _items.Enqueue(data);
        _bytes += data.Length;
        if (_items.Count == 1) Arrived();
    }
}
