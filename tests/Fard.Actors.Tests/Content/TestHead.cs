using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fard.Actors.Content;
using Fard.Actors.DataPlane;

namespace Fard.Actors.Tests.Content;

/// <summary>A listener with contents, some of which it may give wrongly.</summary>
internal sealed class TestHead : IContentSource, IAsyncDisposable
{
    private readonly ChunkListener _listener;
    private readonly ConcurrentDictionary<ContentHash, (byte[] Bytes, Func<byte[], Stream> Open)> _contents = new();
    private int _opened;

    public TestHead(ContentStore? store = null, ContentSettings? settings = null)
    {
        _listener = ChunkListener.Start(Plane, TimeProvider.System, Log.Enqueue);
        Server = new ContentServer(store is null ? [this] : [this, store], store, settings ?? Settings, TimeProvider.System, Log.Enqueue);
        _listener.Serve(Server);
    }

    public static DataPlaneSettings Plane { get; } = new() { HelloTimeout = TimeSpan.FromSeconds(20), ConnectTimeout = TimeSpan.FromSeconds(20) };

    public static ContentSettings Settings { get; } = new() { Rounds = 2, RoundDelay = TimeSpan.FromMilliseconds(1), StallTimeout = TimeSpan.FromSeconds(30) };

    public ContentServer Server { get; }

    public ConcurrentQueue<string> Log { get; } = new();

    public DataEndpoint Endpoint => _listener.Endpoint;

    /// <summary>Contents that were opened so far.</summary>
    public int Opened => Volatile.Read(ref _opened);

    /// <summary>Has a content.</summary>
    /// <param name="open">How it is read; null: as it is.</param>
    public ContentHash Add(byte[] content, Func<byte[], Stream>? open = null)
    {
        var hash = ContentHash.Of(content);
        _contents[hash] = (content, open ?? (bytes => new MemoryStream(bytes)));
        return hash;
    }

    public Stream? TryOpen(ContentHash hash)
    {
        if (!_contents.TryGetValue(hash, out var content)) return null;
        Interlocked.Increment(ref _opened);
        return content.Open(content.Bytes);
    }

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    /// <summary>Heads that do not change.</summary>
    public static IContentHeads Fixed(params DataEndpoint[] heads) => new FixedHeads([.. heads]);

    private sealed class FixedHeads(ImmutableArray<DataEndpoint> heads) : IContentHeads
    {
        public Task<ImmutableArray<DataEndpoint>> FindAsync(CancellationToken cancellationToken) => Task.FromResult(heads);
    }
}
