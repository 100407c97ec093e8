using System.Buffers;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;

namespace Fard.Actors.Content;

/// <summary>A connection to one head's contents. One request at a time.</summary>
internal sealed class ContentConnection : IAsyncDisposable
{
    private readonly DataConnection _connection;
    private readonly ContentSettings _settings;
    private readonly TimeProvider _time;

    private ContentConnection(DataConnection connection, DataEndpoint endpoint, ContentSettings settings, TimeProvider time) =>
        (_connection, Endpoint, _settings, _time) = (connection, endpoint, settings, time);

    /// <summary>The head.</summary>
    public DataEndpoint Endpoint { get; }

    /// <exception cref="DataPlaneException">There is no connection.</exception>
    public static async Task<ContentConnection> DialAsync(DataEndpoint endpoint, DataPlaneSettings dataPlane, ContentSettings settings, TimeProvider time, CancellationToken cancellationToken) =>
        new(await ChunkDialer.DialAsync(endpoint, new Hello(HelloPurpose.Content, JobId.New(), 0), dataPlane, cancellationToken), endpoint, settings, time);

    /// <summary>Gets a content from byte <paramref name="offset"/> on.</summary>
    /// <param name="begin">Hears the whole content's length before the first byte comes, and may refuse it.</param>
    /// <param name="take">Takes the next bytes.</param>
    /// <returns>Whether the head has it.</returns>
    /// <exception cref="DataPlaneException">The connection is lost, stands still, or carries something wrong.</exception>
    public async Task<bool> GetAsync(ContentHash hash, long offset, Action<long> begin, Func<ReadOnlyMemory<byte>, ValueTask> take, CancellationToken cancellationToken)
    {
        using var watch = new StallWatch(_settings, _time, Endpoint, cancellationToken);
        return await watch.GuardAsync(async () =>
        {
            await RequestAsync(hash, offset, ContentProtocol.Get, watch.Token);
            var reply = await ReplyAsync(watch.Token);
            if (reply.Count == (int)ContentReply.Unknown) return false;
            if (reply.Count != (int)ContentReply.Here) throw ContentProtocol.Unexpected(reply, "a reply to a get");
            begin(reply.Sequence);
            await ReceiveAsync(offset, reply.Sequence, take, watch);
            return true;
        });
    }

    /// <summary>Puts a content; one that the head has already is not sent.</summary>
    /// <param name="content">The content from its start.</param>
    /// <exception cref="DataPlaneException">The connection is lost or stands still, or the head refuses the content and says why.</exception>
    public async Task PutAsync(ContentHash hash, Stream content, CancellationToken cancellationToken)
    {
        using var watch = new StallWatch(_settings, _time, Endpoint, cancellationToken);
        await watch.GuardAsync(async () =>
        {
            await RequestAsync(hash, content.Length, ContentProtocol.Put, watch.Token);
            var reply = await ReplyAsync(watch.Token);
            if (reply.Count == (int)ContentReply.Wanted)
            {
                await SendAsync(content, watch);
                reply = await ReplyAsync(watch.Token);
            }

            return reply.Count == (int)ContentReply.Here ? true : throw ContentProtocol.Unexpected(reply, "a reply to a put");
        });
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task RequestAsync(ContentHash hash, long number, int request, CancellationToken cancellationToken)
    {
        var payload = new byte[ContentHash.Length];
        hash.Write(payload);
        await _connection.WriteAsync(ContentProtocol.Header(_connection, FrameType.ContentRequest, number, request), payload, cancellationToken);
    }

    private async Task<FrameHeader> ReplyAsync(CancellationToken cancellationToken) => await _connection.ReadHeaderAsync(cancellationToken) switch
    {
        { Type: FrameType.ContentReply } reply => reply,
        { } other => throw ContentProtocol.Unexpected(other, "a reply"),
        null => throw Closed("before it replied"),
    };

    private async Task ReceiveAsync(long offset, long length, Func<ReadOnlyMemory<byte>, ValueTask> take, StallWatch watch)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ContentProtocol.PieceBytes);
        try
        {
            while (offset < length)
            {
                var piece = await _connection.ReadHeaderAsync(watch.Token) ?? throw Closed($"after {offset} of {length} bytes");
                if (piece.Type != FrameType.ContentPiece || piece.Sequence != offset || piece.PayloadLength > length - offset)
                    throw ContentProtocol.Unexpected(piece, $"the piece from byte {offset} of {length} on");
                await _connection.ReadPayloadAsync(piece, buffer, watch.Token);
                await take(buffer.AsMemory(0, piece.PayloadLength));
                offset += piece.PayloadLength;
                watch.Moved();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task SendAsync(Stream content, StallWatch watch)
    {
        var most = Math.Min(ContentProtocol.PieceBytes, _connection.MaxPayload);
        var buffer = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            for (var offset = 0L; await content.ReadAsync(buffer.AsMemory(0, most), watch.Token) is > 0 and var count; offset += count)
            {
                await _connection.WriteAsync(ContentProtocol.Header(_connection, FrameType.ContentPiece, offset, 0), buffer.AsMemory(0, count), watch.Token);
                watch.Moved();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private DataPlaneException Closed(string when) => new(DataPlaneError.ConnectionLost, $"{Endpoint} closed the connection for contents {when}.");
}
