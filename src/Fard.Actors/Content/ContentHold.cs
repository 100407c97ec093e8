using System.Collections.Immutable;

namespace Fard.Actors.Content;

/// <summary>Contents that a store keeps until this is disposed.</summary>
internal sealed class ContentHold : IDisposable
{
    private readonly ContentStore _store;
    private readonly ImmutableArray<ContentHash> _contents;
    private int _disposed;

    public ContentHold(ContentStore store, ImmutableArray<ContentHash> contents)
    {
        (_store, _contents) = (store, contents);
        foreach (var hash in contents) store.AddHold(hash);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        foreach (var hash in _contents) _store.RemoveHold(hash);
    }
}
