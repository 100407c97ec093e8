using System.Runtime.CompilerServices;
using Fard.Actors.Telemetry;

namespace Fard.Actors.DataPlane;

/// <summary>
/// The receiving side of one stream: a bounded input queue that the sender fills as far as it has credit. Duplicates are dropped; everything
/// else that does not fit the stream is a protocol error.
/// </summary>
/// <remarks>
/// <see cref="RunAsync"/> serves one connection; after a lost one it may be called again with the next, and the stream goes on where it stood.
/// One task takes chunks with <see cref="ReadAsync"/> and gives each back, in order, with <see cref="AcknowledgeAsync"/>.
/// </remarks>
public sealed class ChunkReceiver : IDisposable
{
    private readonly ChunkStream _stream;
    private readonly AsyncRing<Chunk> _queue;
    private readonly ChunkPool _pool;
    private readonly int _window;
    private DataConnection? _connection;
    private long _next;
    private long _acknowledged;
    private long _granted;
    private bool _ended;

    public ChunkReceiver(ChunkStream stream, DataPlaneSettings settings)
    {
        _stream = stream;
        _window = stream.Window(settings);
        _queue = new AsyncRing<Chunk>(_window);
        _pool = new ChunkPool(stream.BytesPerChunk);
        _next = stream.NextFrom(0);
    }

    /// <summary>Begins with chunk <paramref name="sequence"/>, because those before are not wanted any more; before the first <see cref="RunAsync"/>.</summary>
    public void StartAt(long sequence)
    {
        _acknowledged = sequence;
        _next = _stream.NextFrom(sequence);
    }

    /// <summary>Chunks that came twice and were dropped.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Chunks that wait to be read.</summary>
    public int Queued => _queue.Count;

    /// <summary>Buffers that are in use; 0 once every chunk was acknowledged.</summary>
    public int BuffersInUse => _pool.Rented;

    /// <summary>Reads one connection until the sender closes it after the last chunk was acknowledged.</summary>
    /// <exception cref="DataPlaneException">A protocol error, or a lost connection.</exception>
    public async Task RunAsync(DataConnection connection, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _connection, connection);
        try
        {
            await GrantAsync(connection, cancellationToken);
            await ReadFramesAsync(connection, cancellationToken);
        }
        catch (DataPlaneException exception) when (exception.IsConnectionLoss && IsFinished)
        {
            // The sender has every acknowledgement: how it hangs up no longer matters.
        }
        finally
        {
            Volatile.Write(ref _connection, null);
        }
    }

    /// <summary>Waits for the next chunk; null after the last.</summary>
    [AsyncMethodBuilder(typeof(ReusingMethodBuilder<>))]
    public async ValueTask<Chunk?> ReadAsync()
    {
        return await _queue.WaitForItemAsync() && _queue.TryDequeue(out var chunk) ? chunk : null;
    }

    /// <summary>The oldest chunk that was read was forwarded: frees its buffer, tells the sender and lets it send one more.</summary>
    [AsyncMethodBuilder(typeof(ReusingMethodBuilder))]
    public async ValueTask AcknowledgeAsync(Chunk chunk, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _acknowledged, chunk.Sequence + 1);
        _pool.Return(chunk);
        if (Volatile.Read(ref _connection) is not { } connection || CanWait) return;
        try
        {
            await GrantAsync(connection, cancellationToken);
        }
        catch (DataPlaneException exception) when (exception.IsConnectionLoss)
        {
            // Whoever reads this connection sees the loss as well and reports it; the next connection begins with what was acknowledged.
        }
    }

    /// <summary>Whoever waits for a chunk gets <paramref name="failure"/>.</summary>
    public void Fail(Exception failure) => _queue.Fail(failure);

    public void Dispose()
    {
        while (_queue.TryDequeue(out var chunk)) _pool.Return(chunk);
        _pool.Dispose();
    }

    /// <summary>
    /// Whether the sender need not hear of the last acknowledgements yet: it has credit for half of the window, and chunks are still to come, whose
    /// acknowledgements bring these along. A frame of credit for each chunk costs more than a chunk of some ten kilobytes.
    /// </summary>
    private bool CanWait => CountOf(Volatile.Read(ref _acknowledged)) - CountOf(Volatile.Read(ref _granted)) < _window / 2 && Volatile.Read(ref _next) < _stream.ChunkCount;

    private long CountOf(long sequence) => _stream.Share.CountBefore(sequence);

    private bool IsFinished => _ended && _stream.NextFrom(Volatile.Read(ref _acknowledged)) == _stream.ChunkCount;

    private async Task ReadFramesAsync(DataConnection connection, CancellationToken cancellationToken)
    {
        while (await connection.ReadHeaderAsync(cancellationToken) is { } header)
        {
            switch (header.Type)
            {
                case FrameType.Chunk when header.Sequence < _next:
                    await DropAsync(connection, header, cancellationToken);
                    break;
                case FrameType.Chunk:
                    await TakeAsync(connection, header, cancellationToken);
                    break;
                case FrameType.EndOfStream:
                    TakeEnd(header);
                    break;
                default:
                    throw new DataPlaneException(DataPlaneError.UnexpectedFrame, $"The sender to position {_stream.Position} sent a {header.Type} frame; it may send chunks, the end of the stream and errors.");
            }
        }

        if (!IsFinished)
            throw new DataPlaneException(DataPlaneError.ConnectionLost, $"{connection.Peer} closed the data connection into position {_stream.Position} of job {_stream.Job} before chunk {_next} of {_stream.ChunkCount}.");
    }

    private ValueTask GrantAsync(DataConnection connection, CancellationToken cancellationToken)
    {
        var acknowledged = Volatile.Read(ref _acknowledged);
        Volatile.Write(ref _granted, acknowledged);
        var credit = (int)Math.Min(_window, _stream.ShareCount - CountOf(acknowledged));
        return connection.WriteAsync(new FrameHeader(FrameType.Credit, _stream.Job, _stream.Position, acknowledged, credit, 0, 0), default, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(ReusingMethodBuilder))]
    private async ValueTask TakeAsync(DataConnection connection, FrameHeader header, CancellationToken cancellationToken)
    {
        if (_ended || header.Sequence >= _stream.ChunkCount)
            throw new DataPlaneException(DataPlaneError.ImageCountMismatch, $"Chunk {header.Sequence} came into position {_stream.Position}; the job has {_stream.ChunkCount} chunks.");
        if (header.Sequence > _next)
            throw new DataPlaneException(DataPlaneError.SequenceGap, $"Chunk {header.Sequence} came into position {_stream.Position} where chunk {_next} is due.");
        CheckLength(header);
        var acknowledged = Volatile.Read(ref _acknowledged);
        if (_stream.Share.CountBefore(header.Sequence) - _stream.Share.CountBefore(acknowledged) >= _window)
            throw new DataPlaneException(DataPlaneError.CreditExceeded, $"Chunk {header.Sequence} came into position {_stream.Position} without credit: what is below chunk {acknowledged} is acknowledged, and {_window} may be under way.");

        var chunk = _pool.Rent(header.Sequence, header.Count, header.PayloadLength);
        try
        {
            await connection.ReadPayloadAsync(header, chunk.Buffer, cancellationToken);
        }
        catch
        {
            _pool.Return(chunk);
            throw;
        }

        _next = _stream.NextFrom(_next + 1);
        _queue.Enqueue(chunk);
    }

    [AsyncMethodBuilder(typeof(ReusingMethodBuilder))]
    private async ValueTask DropAsync(DataConnection connection, FrameHeader header, CancellationToken cancellationToken)
    {
        CheckLength(header);
        var chunk = _pool.Rent(header.Sequence, header.Count, header.PayloadLength);
        try
        {
            await connection.ReadPayloadAsync(header, chunk.Buffer, cancellationToken);
        }
        finally
        {
            _pool.Return(chunk);
        }

        Duplicates++;
        LinkCounters.OnDuplicate();
        await GrantAsync(connection, cancellationToken);
    }

    private void CheckLength(FrameHeader header)
    {
        var images = _stream.ImagesIn(header.Sequence);
        if (header.Count == images && header.PayloadLength == (long)images * _stream.BytesPerImage) return;
        throw new DataPlaneException(
            DataPlaneError.ImageCountMismatch,
            $"Chunk {header.Sequence} into position {_stream.Position} has {header.Count} images in {header.PayloadLength} bytes; expected {images} of {_stream.BytesPerImage} bytes each.");
    }

    private void TakeEnd(FrameHeader header)
    {
        if (header.Sequence != _stream.ChunkCount || _next != _stream.ChunkCount)
            throw new DataPlaneException(DataPlaneError.EarlyEnd, $"The stream into position {_stream.Position} ends where chunk {_next} is due (its end says {header.Sequence}); the job has {_stream.ChunkCount}.");
        if (_ended) return;
        _ended = true;
        _queue.Complete();
    }
}
