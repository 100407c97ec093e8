using System.Diagnostics;
using System.Runtime.CompilerServices;
using Fard.Actors.Telemetry;

namespace Fard.Actors.DataPlane;

/// <summary>The sending side of one stream: chunks in order, no more than the receiver gave credit for.</summary>
/// <remarks>One task sends; <see cref="RunAsync"/> reads credit beside it and ends when everything is acknowledged.</remarks>
public sealed class ChunkSender
{
    /// <summary>Chunks that may be sent before any credit came: every receiver has room for one, and the first does not wait for a round trip.</summary>
    public const int InitialCredit = 1;

    private readonly DataConnection _connection;
    private readonly ChunkStream _stream;
    private readonly AsyncSignal _credit = new(inline: true);
    private readonly Action<long>? _resumed;
    private bool _granted;
    private long _limit;
    private long _acknowledged;
    private long _next;

    /// <param name="resumed">
    /// Null: the stream begins with chunk 0. Otherwise nothing is sent before the first credit came; its sequence number, with which the stream goes on, is
    /// told here.
    /// </param>
    public ChunkSender(DataConnection connection, ChunkStream stream, Action<long>? resumed = null)
    {
        _connection = connection;
        _stream = stream;
        _resumed = resumed;
        _limit = resumed is null ? InitialCredit : 0;
        _next = stream.NextFrom(0);
    }

    /// <summary>The first chunk of the share from <paramref name="sequence"/> on is sent first; whoever sends calls this before, where the stream does not begin with chunk 0.</summary>
    public void StartAt(long sequence) => _next = _stream.NextFrom(sequence);

    /// <summary>Every chunk below this number has been forwarded or delivered by the receiver.</summary>
    public long Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Chunks that were sent and are not acknowledged.</summary>
    public long Outstanding => Math.Max(0, _stream.Share.CountBefore(Volatile.Read(ref _next)) - _stream.Share.CountBefore(Acknowledged));

    // Without any chunk to send there is still the first credit to read: closing above unread bytes would reset the connection.
    private bool IsFinished => _granted && _stream.NextFrom(Acknowledged) == _stream.ChunkCount;

    /// <summary>Reads credit until every chunk is acknowledged.</summary>
    /// <exception cref="DataPlaneException">The connection is lost, or the receiver broke the protocol or reported an error.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!IsFinished)
            {
                if (await _connection.ReadHeaderAsync(cancellationToken) is not { } header)
                    throw new DataPlaneException(DataPlaneError.ConnectionLost, $"{_connection.Peer} closed the data connection for position {_stream.Position} of job {_stream.Job} with {Acknowledged} of {_stream.ChunkCount} chunks acknowledged.");
                Take(header);
            }
        }
        catch (Exception exception)
        {
            _credit.Fail(exception);
            throw;
        }
    }

    /// <summary>Waits for credit and sends the next chunk of the share; a chunk that the receiver has already is skipped.</summary>
    [AsyncMethodBuilder(typeof(ReusingMethodBuilder))]
    public async ValueTask SendAsync(long sequence, ReadOnlyMemory<byte> payload, int imageCount, CancellationToken cancellationToken)
    {
        if (sequence != _next) throw new ArgumentException($"Chunk {sequence} was to be sent where {_next} is next.", nameof(sequence));
        var ordinal = _stream.Share.CountBefore(sequence);
        if (Volatile.Read(ref _limit) <= ordinal)
        {
            var begin = Stopwatch.GetTimestamp();
            while (Volatile.Read(ref _limit) <= ordinal) await _credit.WaitAsync();
            LinkCounters.OnCreditWait(Stopwatch.GetElapsedTime(begin));
        }

        Volatile.Write(ref _next, _stream.NextFrom(sequence + 1));
        if (sequence < Acknowledged) return;
        await _connection.WriteAsync(new FrameHeader(FrameType.Chunk, _stream.Job, _stream.Position, sequence, imageCount, 0, 0), payload, cancellationToken);
    }

    /// <summary>Says that every chunk was sent.</summary>
    public ValueTask EndAsync(CancellationToken cancellationToken) =>
        _connection.WriteAsync(new FrameHeader(FrameType.EndOfStream, _stream.Job, _stream.Position, _next, 0, 0, 0), default, cancellationToken);

    private void Take(FrameHeader header)
    {
        if (header.Type != FrameType.Credit)
            throw new DataPlaneException(DataPlaneError.UnexpectedFrame, $"The receiver of position {_stream.Position} sent a {header.Type} frame; it may send credit and errors.");
        if (header.Sequence > _stream.ChunkCount)
            throw new DataPlaneException(DataPlaneError.BadHeader, $"The receiver of position {_stream.Position} acknowledged {header.Sequence} chunks; the job has {_stream.ChunkCount}.");

        if (!_granted) _resumed?.Invoke(header.Sequence);
        _granted = true;

        // Two acknowledgements may overtake each other on their way into the socket: the older says nothing new.
        Volatile.Write(ref _limit, Math.Max(_limit, _stream.Share.CountBefore(header.Sequence) + header.Count));
        Volatile.Write(ref _acknowledged, Math.Max(_acknowledged, header.Sequence));
        _credit.Set();
    }
}
