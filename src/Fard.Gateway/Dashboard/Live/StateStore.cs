namespace Fard.Gateway.Dashboard.Live;

/// <summary>
/// The state that pages show, as JSON items by key. A reader says which version it has and gets what changed since: however slow it is, nothing queues up for
/// it, and what it gets is the newest.
/// </summary>
internal sealed class StateStore
{
    /// <summary>Removed keys that are remembered; a reader that is further behind gets everything.</summary>
    private const int KeptRemovals = 4096;

    private readonly Lock _lock = new();
    private readonly Queue<(long Version, string Key)> _removals = new();
    private Dictionary<string, Item> _items = new(StringComparer.Ordinal);
    private long _version;
    private long _oldestChange;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Names this store; another gateway, or the same one started again, has another.</summary>
    public string Epoch { get; } = Guid.NewGuid().ToString("n");

    /// <summary>Replaces everything. Items whose JSON stays the same have not changed.</summary>
    public void Replace(IReadOnlyDictionary<string, byte[]> items)
    {
        lock (_lock)
        {
            var version = _version + 1;
            var next = new Dictionary<string, Item>(items.Count, StringComparer.Ordinal);
            var hasChanged = false;
            foreach (var (key, json) in items)
            {
                var isSame = _items.TryGetValue(key, out var before) && before.Json.AsSpan().SequenceEqual(json);
                next[key] = isSame ? before : new Item(version, json);
                hasChanged |= !isSame;
            }

            foreach (var key in _items.Keys.Where(key => !items.ContainsKey(key)))
            {
                _removals.Enqueue((version, key));
                hasChanged = true;
            }

            if (hasChanged) Publish(version, next);
        }
    }

    /// <summary>Replaces one item.</summary>
    public void Set(string key, byte[] json)
    {
        lock (_lock)
        {
            if (_items.TryGetValue(key, out var before) && before.Json.AsSpan().SequenceEqual(json)) return;
            Publish(_version + 1, new Dictionary<string, Item>(_items, StringComparer.Ordinal) { [key] = new Item(_version + 1, json) });
        }
    }

    /// <summary>What changed since a version; everything if <paramref name="epoch"/> is another's, or that was too long ago.</summary>
    public StateChange Since(string? epoch, long version)
    {
        lock (_lock)
        {
            var isFull = epoch != Epoch || version < _oldestChange || version > _version;
            var set = _items.Where(item => isFull || item.Value.Version > version).Select(item => KeyValuePair.Create(item.Key, item.Value.Json));
            // A key that was removed and came back is set, not removed.
            var removed = isFull ? [] : _removals.Where(removal => removal.Version > version && !_items.ContainsKey(removal.Key)).Select(removal => removal.Key).Distinct();
            return new StateChange(Epoch, _version, isFull, [.. set], [.. removed]);
        }
    }

    /// <summary>Ends when there is something newer than a version.</summary>
    public Task WaitAsync(long version)
    {
        lock (_lock) return _version > version ? Task.CompletedTask : _changed.Task;
    }

    private void Publish(long version, Dictionary<string, Item> items)
    {
        _items = items;
        _version = version;
        while (_removals.Count > KeptRemovals) _oldestChange = _removals.Dequeue().Version;
        var changed = _changed;
        _changed = NewSignal();
        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly record struct Item(long Version, byte[] Json);
}

/// <summary>What a reader needs to be up to date.</summary>
/// <param name="Epoch">The store's name.</param>
/// <param name="Version">The version that the reader has with this.</param>
/// <param name="IsFull">Whether it replaces everything that the reader has.</param>
/// <param name="Set">Items by key, as JSON.</param>
/// <param name="Removed">Keys that are no more.</param>
internal sealed record StateChange(string Epoch, long Version, bool IsFull, IReadOnlyList<KeyValuePair<string, byte[]>> Set, IReadOnlyList<string> Removed)
{
    /// <summary>Whether there is nothing to say.</summary>
    public bool IsEmpty => !IsFull && Set.Count == 0 && Removed.Count == 0;
}
