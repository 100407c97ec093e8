using System.Runtime.CompilerServices;

namespace Fard.Actors.DataPlane;

/// <summary>
/// A bounded queue between one producer and one consumer that allocates nothing per item. An item counts against the bound until the consumer
/// is done with it: the consumer looks at the oldest item, works, and then removes it.
/// </summary>
internal sealed class AsyncRing<T>(int capacity)
{
    private readonly Lock _gate = new();
    private readonly T[] _items = new T[capacity];
    private readonly AsyncSignal _room = new();
    private readonly AsyncSignal _filled = new(inline: true);
    private int _head;
    private int _count;
    private bool _completed;

    public int Count
    {
        get { lock (_gate) return _count; }
    }

    /// <summary>Waits until an item fits.</summary>
    [AsyncMethodBuilder(typeof(ReusingMethodBuilder))]
    public async ValueTask WaitForRoomAsync()
    {
        while (Count == capacity) await _room.WaitAsync();
    }

    /// <summary>Appends an item; there must be room.</summary>
    public void Enqueue(T item)
    {
        lock (_gate)
        {
            if (_count == capacity) throw new InvalidOperationException($"The queue is full with {capacity} items.");
            _items[(_head + _count) % capacity] = item;
            _count++;
        }

        _filled.Set();
    }

    /// <summary>No item follows.</summary>
    public void Complete()
    {
        lock (_gate) _completed = true;
        _filled.Set();
    }

    /// <summary>Both sides fail from now on.</summary>
    public void Fail(Exception failure)
    {
        _room.Fail(failure);
        _filled.Fail(failure);
    }

    /// <summary>Waits for an item; false when there is none and none follows.</summary>
    [AsyncMethodBuilder(typeof(ReusingMethodBuilder<>))]
    public async ValueTask<bool> WaitForItemAsync()
    {
        while (true)
        {
            lock (_gate)
            {
                if (_count > 0) return true;
                if (_completed) return false;
            }

            await _filled.WaitAsync();
        }
    }

    /// <summary>The oldest item, which stays in the queue.</summary>
    public T Peek()
    {
        lock (_gate) return _count > 0 ? _items[_head] : throw new InvalidOperationException("The queue is empty.");
    }

    /// <summary>Removes the oldest item if there is one.</summary>
    public bool TryDequeue(out T item)
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                item = default!;
                return false;
            }

            item = _items[_head];
            _items[_head] = default!;
            _head = (_head + 1) % capacity;
            _count--;
        }

        _room.Set();
        return true;
    }
}
