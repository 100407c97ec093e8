using System.Buffers;
using Fard.Actors.DataPlane;

namespace Fard.Actors.Content;

/// <summary>A head's side of the service: gives contents of its sources, and takes contents into its store.</summary>
/// <param name="sources">Where contents are looked for, in this order.</param>
/// <param name="store">Takes what others put; null: nothing is taken.</param>
/// <param name="log">Gets a sentence for every connection that failed.</param>
public sealed class ContentServer(IReadOnlyList<IContentSource> sources, ContentStore? store, ContentSettings settings, TimeProvider time, Action<string> log) : IContentService
{
    private int _connections;

    /// <summary>Connections that are open.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <inheritdoc/>
    public void Attach(DataConnection connection, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (Interlocked.Increment(ref _connections) > settings.MaxConnections)
        {
            Interlocked.Decrement(ref _connections);
            throw new DataPlaneException(DataPlaneError.Busy, $"{settings.MaxConnections} connections for contents are open (fard.content.max-connections).");
        }

        _ = RunAsync(connection, stopping);
    }

    private async Task RunAsync(DataConnection connection, CancellationToken stopping)
    {
        using var stall = new CancellationTokenSource(settings.StallTimeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stall.Token, stopping);
        try
        {
            await ServeAsync(connection, () => stall.CancelAfter(settings.StallTimeout), limit.Token);
            await connection.DisposeAsync();
        }
        catch (Exception exception)
        {
            await EndAsync(connection, exception, stopping.IsCancellationRequested);
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }

    private async Task EndAsync(DataConnection connection, Exception exception, bool stopping)
    {
        if (exception is DataPlaneException { IsConnectionLoss: true } || stopping)
        {
            await connection.DisposeAsync();
            return;
        }

        var (error, reason) = exception switch
        {
            ContentException refused => (DataPlaneError.ContentRefused, refused.Message),
            DataPlaneException wrong => (wrong.Error, wrong.Message),
            OperationCanceledException => (DataPlaneError.HelloTimeout, $"Nothing moved for {settings.StallTimeout.TotalSeconds:0.###} s (fard.content.stall-timeout)."),
            _ => (DataPlaneError.ContentRefused, $"The content cannot be read or written here: {exception.Message}"),
        };
        // A peer that has nothing more to ask stays silent: that is no failure.
        if (exception is not OperationCanceledException) log($"A connection for contents from {connection.Peer} was closed: {reason}");
        await connection.FailAsync(error, reason);
    }

    private async Task ServeAsync(DataConnection connection, Action moved, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ContentProtocol.PieceBytes);
        try
        {
            while (await connection.ReadHeaderAsync(cancellationToken) is { } header)
            {
                if (header.Type != FrameType.ContentRequest || header.Count is not (ContentProtocol.Get or ContentProtocol.Put))
                    throw ContentProtocol.Unexpected(header, "a request to get or put");
                moved();
                await connection.ReadPayloadAsync(header, buffer, cancellationToken);
                var hash = ContentHash.Read(buffer);
                if (header.Count == ContentProtocol.Get) await GiveAsync(connection, hash, header.Sequence, buffer, moved, cancellationToken);
                else await TakeAsync(connection, hash, header.Sequence, buffer, moved, cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task GiveAsync(DataConnection connection, ContentHash hash, long offset, byte[] buffer, Action moved, CancellationToken cancellationToken)
    {
        await using var content = sources.Select(source => source.TryOpen(hash)).FirstOrDefault(opened => opened is not null);
        if (content is null)
        {
            await ReplyAsync(connection, ContentReply.Unknown, 0, cancellationToken);
            return;
        }

        var length = content.Length;
        if (offset > length) throw new ContentException(ContentError.WrongLength, $"Content {hash} was asked for from byte {offset} on; it has {length}.");
        await ReplyAsync(connection, ContentReply.Here, length, cancellationToken);
        content.Position = offset;
        var most = Math.Min(ContentProtocol.PieceBytes, connection.MaxPayload);
        while (offset < length)
        {
            var count = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(most, length - offset)), cancellationToken);
            if (count == 0) throw new DataPlaneException(DataPlaneError.EarlyEnd, $"Content {hash} ended after {offset} of {length} bytes: its file was cut.");
            await connection.WriteAsync(ContentProtocol.Header(connection, FrameType.ContentPiece, offset, 0), buffer.AsMemory(0, count), cancellationToken);
            offset += count;
            moved();
        }
    }

    private async Task TakeAsync(DataConnection connection, ContentHash hash, long length, byte[] buffer, Action moved, CancellationToken cancellationToken)
    {
        if (store is null) throw new ContentException(ContentError.Unknown, "This member takes no contents.");
        if (!store.Contains(hash))
        {
            if (length > settings.MaxLength)
                throw new ContentException(ContentError.TooLarge, $"Content {hash} has {length} bytes; at most {settings.MaxLength} are taken (fard.content.max-length).");
            using var write = store.Begin(length);
            await ReplyAsync(connection, ContentReply.Wanted, length, cancellationToken);
            while (write.Written < length)
            {
                var piece = await connection.ReadHeaderAsync(cancellationToken);
                if (piece is not { Type: FrameType.ContentPiece } header || header.Sequence != write.Written)
                    throw new ContentException(ContentError.WrongLength, $"Content {hash} of {length} bytes was to come, and after {write.Written} bytes something else did.");
                await connection.ReadPayloadAsync(header, buffer, cancellationToken);
                await write.WriteAsync(buffer.AsMemory(0, header.PayloadLength), cancellationToken);
                moved();
            }

            await write.CompleteAsync(hash, cancellationToken);
        }

        await ReplyAsync(connection, ContentReply.Here, length, cancellationToken);
    }

    private static ValueTask ReplyAsync(DataConnection connection, ContentReply reply, long length, CancellationToken cancellationToken) =>
        connection.WriteAsync(ContentProtocol.Header(connection, FrameType.ContentReply, length, (int)reply), default, cancellationToken);
}
