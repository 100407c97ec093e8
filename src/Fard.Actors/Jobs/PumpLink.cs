using Fard.Actors.DataPlane;

namespace Fard.Actors.Jobs;

/// <summary>One data connection of a position, open or about to be.</summary>
internal abstract class PumpLink(ChunkLink link, int position, bool isClient)
{
    public ChunkLink Link { get; } = link;

    /// <summary>The other side, for messages.</summary>
    public string Name { get; } = isClient ? "the client" : link.Peer is { Board.Length: > 0 } peer ? $"position {position} ({peer.Board})" : $"position {position}";

    public bool IsClient { get; } = isClient;

    public DataConnection? Connection { get; set; }
}

/// <summary>A connection that chunks come in on: always accepted.</summary>
internal sealed class PumpInput(ChunkLink link, ChunkListener listener, DataPlaneSettings settings)
    : PumpLink(link, link.Stream.Position - 1, isClient: link.Stream.Position == 0), IDisposable
{
    public ChunkRoute Route { get; } = listener.Register(link.Hello);

    public ChunkReceiver Receiver { get; } = new(link.Stream, settings);

    public void Dispose()
    {
        Route.Dispose();
        Receiver.Dispose();
    }
}

/// <summary>A connection that chunks go out on: dialled, or accepted from the client that collects.</summary>
internal sealed class PumpOutput(ChunkLink link, ChunkListener listener) : PumpLink(link, link.Stream.Position, isClient: link.Peer is null), IDisposable
{
    public ChunkRoute? Collect { get; } = link.Peer is null ? listener.Register(link.Hello) : null;

    public ChunkSender? Sender { get; set; }

    public void Dispose() => Collect?.Dispose();
}
