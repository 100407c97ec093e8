using System.Runtime.CompilerServices;

namespace Fard.Actors.DataPlane;

/// <summary>The sending side of one stream: chunks in order, no more than the receiver gave credit for.</summary>
/// <remarks>One task sends; <see cref="RunAsync"/> reads credit beside it and ends when everything is acknowledged.</remarks>
public sealed class ChunkSender(DataConnection connection, ChunkStream stream)
{
    /// <summary>Chunks that may be sent before any credit came: every receiver has room for one, and the first does not wait for a round trip.</summary>
    public const int InitialCredit = 1;

    private readonly AsyncSignal _credit = new(inline: true);
    private long _limit = InitialCredit;
    private long _acknowledged;
    private long _next;

    /// <summary>Chunks that the receiver has forwarded or delivered.</summary>
    public long Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Chunks that were sent and are not acknowledged.</summary>
    public long Outstanding => Math.Max(0, Volatile.Read(ref _next) - Acknowledged);

    /// <summary>Reads credit until every chunk is acknowledged.</summary>
    /// <exception cref="DataPlaneException">The connection is lost, or the receiver broke the protocol or reported an error.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (Acknowledged < stream.ChunkCount)
            {
                if (await connection.ReadHeaderAsync(cancellationToken) is not { } header)
                    throw new DataPlaneException(DataPlaneError.ConnectionLost, $"{connection.Peer} closed the data connection for position {stream.Position} of job {stream.Job} with {Acknowledged} of {stream.ChunkCount} chunks acknowledged.");
                Take(header);
            }
        }
        catch (Exception exception)
        {
            _credit.Fail(exception);
            throw;
        }
    }

    /// <summary>Waits for credit and sends the next chunk; a chunk that the receiver has already is skipped.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(long sequence, ReadOnlyMemory<byte> payload, int imageCount, CancellationToken cancellationToken)
    {
        if (sequence != _next) throw new ArgumentException($"Chunk {sequence} was to be sent where {_next} is next.", nameof(sequence));
        while (Volatile.Read(ref _limit) <= sequence) await _credit.WaitAsync();
        Volatile.Write(ref _next, sequence + 1);
        if (sequence < Acknowledged) return;
        await connection.WriteAsync(new FrameHeader(FrameType.Chunk, stream.Job, stream.Position, sequence, imageCount, 0, 0), payload, cancellationToken);
    }

    /// <summary>Says that every chunk was sent.</summary>
    public ValueTask EndAsync(CancellationToken cancellationToken) =>
        connection.WriteAsync(new FrameHeader(FrameType.EndOfStream, stream.Job, stream.Position, _next, 0, 0, 0), default, cancellationToken);

    private void Take(FrameHeader header)
    {
        if (header.Type != FrameType.Credit)
            throw new DataPlaneException(DataPlaneError.UnexpectedFrame, $"The receiver of position {stream.Position} sent a {header.Type} frame; it may send credit and errors.");
        if (header.Sequence > stream.ChunkCount)
            throw new DataPlaneException(DataPlaneError.BadHeader, $"The receiver of position {stream.Position} acknowledged {header.Sequence} chunks; the job has {stream.ChunkCount}.");

        // Two acknowledgements may overtake each other on their way into the socket: the older says nothing new.
        Volatile.Write(ref _limit, Math.Max(_limit, header.Sequence + header.Count));
        Volatile.Write(ref _acknowledged, Math.Max(_acknowledged, header.Sequence));
        _credit.Set();
    }
}
