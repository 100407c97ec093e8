using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <content>Single messages, taken or only looked at. A time that is not given is <see cref="RemainingOrDefault"/>; given times are not dilated.</content>
public abstract partial class TestKitBase
{
    /// <summary>Takes a message; null where none came in time.</summary>
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Receive(Waiting.Blocking, max, cancellationToken).GetAwaiter().GetResult()?.Message;

    public async ValueTask<object?> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await Receive(Waiting.Async, max, cancellationToken))?.Message;

    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var received = Receive(Waiting.Blocking, max, cancellationToken).GetAwaiter().GetResult();
        envelope = received ?? NullMessageEnvelope.Instance;
        return received is not null;
    }

    public async ValueTask<(bool success, MessageEnvelope envelope)> TryReceiveOneAsync(TimeSpan? max, CancellationToken cancellationToken = default)
    {
        var received = await Receive(Waiting.Async, max, cancellationToken);
        return (received is not null, received ?? NullMessageEnvelope.Instance);
    }

    /// <summary>Looks at the next message and leaves it; null where none came in time.</summary>
    public object? PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Peek(Waiting.Blocking, max, cancellationToken).GetAwaiter().GetResult()?.Message;

    /// <summary>Looks at the next message, however long it takes.</summary>
    public object? PeekOne(CancellationToken cancellationToken) => PeekOne(Timeout.InfiniteTimeSpan, cancellationToken);

    public async ValueTask<object?> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await Peek(Waiting.Async, max, cancellationToken))?.Message;

    public ValueTask<object?> PeekOneAsync(CancellationToken cancellationToken) => PeekOneAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    public bool TryPeekOne(out MessageEnvelope envelope, TimeSpan? max, CancellationToken cancellationToken)
    {
        var next = Peek(Waiting.Blocking, max, cancellationToken).GetAwaiter().GetResult();
        envelope = next ?? NullMessageEnvelope.Instance;
        return next is not null;
    }

    public async ValueTask<(bool success, MessageEnvelope envelope)> TryPeekOneAsync(TimeSpan? max, CancellationToken cancellationToken)
    {
        var next = await Peek(Waiting.Async, max, cancellationToken);
        return (next is not null, next ?? NullMessageEnvelope.Instance);
    }

    private async Task<MessageEnvelope?> Receive(Waiting waiting, TimeSpan? max, CancellationToken cancellationToken)
    {
        var received = await _messages.Take(waiting, GetTimeoutOrDefault(max), cancellationToken);
        _lastWasNoMsg = false;
        _last = received ?? NullMessageEnvelope.Instance;
        return received;
    }

    private async Task<MessageEnvelope?> Peek(Waiting waiting, TimeSpan? max, CancellationToken cancellationToken)
    {
        var next = await _messages.Peek(waiting, GetTimeoutOrDefault(max), cancellationToken);
        _lastWasNoMsg = false;
        _last = next ?? NullMessageEnvelope.Instance;
        return next;
    }
}
