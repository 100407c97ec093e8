namespace Akka.Remote.Delivery;

/// <summary>
/// System messages that the other incarnation has not acknowledged yet, in the order of their numbers. Numbers start at 1 and have no gaps;
/// after a reconnection all of <see cref="Pending"/> is sent again. Not thread-safe.
/// </summary>
internal sealed class SystemMessageOutbox<T>(int capacity)
{
    private readonly Queue<(long Number, T Message)> _pending = new();
    private long _lastNumber;

    public IReadOnlyCollection<(long Number, T Message)> Pending => _pending;

    public int Count => _pending.Count;

    /// <summary>Numbers the message, or answers null when <c>capacity</c> messages wait already: the other side is then beyond help.</summary>
    public long? TryAdd(T message)
    {
        if (_pending.Count >= capacity) return null;
        _pending.Enqueue((++_lastNumber, message));
        return _lastNumber;
    }

    /// <exception cref="InvalidOperationException">The number was never given out.</exception>
    public void Acknowledge(long upTo)
    {
        if (upTo > _lastNumber) throw new InvalidOperationException($"System message {upTo} was acknowledged, {_lastNumber} is the last that was sent.");
        while (_pending.TryPeek(out var first) && first.Number <= upTo) _pending.Dequeue();
    }

    /// <summary>Starts anew for another incarnation; returns what the old one never acknowledged.</summary>
    public IReadOnlyList<T> Reset()
    {
        var lost = _pending.Select(p => p.Message).ToList();
        _pending.Clear();
        _lastNumber = 0;
        return lost;
    }
}
