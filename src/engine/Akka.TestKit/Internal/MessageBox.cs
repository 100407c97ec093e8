namespace Akka.TestKit.Internal;

/// <summary>The messages of a test actor, waiting for the test. Many add, one takes.</summary>
internal sealed class MessageBox : IDisposable
{
    private readonly LinkedList<MessageEnvelope> _messages = [];
    private readonly SemaphoreSlim _available = new(0);

    internal int Count
    {
        get
        {
            lock (_messages)
                return _messages.Count;
        }
    }

    public void Dispose() => _available.Dispose();

    internal void Add(MessageEnvelope message)
    {
        lock (_messages)
            _messages.AddLast(message);
        _available.Release();
    }

    /// <summary>Takes the oldest message, for which it waits up to a time; null where none came.</summary>
    internal async Task<MessageEnvelope?> Take(Waiting waiting, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!await waiting.For(_available, timeout, cancellationToken))
            return null;
        lock (_messages)
        {
            var first = _messages.First!.Value;
            _messages.RemoveFirst();
            return first;
        }
    }

    /// <summary>As <see cref="Take"/>, but leaves the message.</summary>
    internal async Task<MessageEnvelope?> Peek(Waiting waiting, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!await waiting.For(_available, timeout, cancellationToken))
            return null;
        _available.Release();
        lock (_messages)
            return _messages.First!.Value;
    }

    internal List<MessageEnvelope> TakeAll()
    {
        var all = new List<MessageEnvelope>();
        while (_available.Wait(0, CancellationToken.None))
        {
            lock (_messages)
            {
                all.Add(_messages.First!.Value);
                _messages.RemoveFirst();
            }
        }

        return all;
    }
}
