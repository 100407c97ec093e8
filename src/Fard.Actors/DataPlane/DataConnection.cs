using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Fard.Actors.Jobs;
using Fard.Actors.Telemetry;

namespace Fard.Actors.DataPlane;

/// <summary>One socket between two members: frames in, frames out. One task may read; any number may write.</summary>
public sealed class DataConnection : IAsyncDisposable
{
    private const int MaxReason = 512;

    private const int WriteBufferSize = 32 * 1024;

    private readonly Socket _socket;
    private readonly DataPlaneSettings _settings;
    private readonly SocketInput _input;
    private readonly PipeWriter _writer;
    private readonly byte[] _header = new byte[FrameHeader.Length];
    private readonly GatheringSend _gathering;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private int _disposed;
    private int _lost;

    internal DataConnection(Socket socket, DataPlaneSettings settings)
    {
        _socket = socket;
        _settings = settings;
        socket.NoDelay = true;
        Peer = socket.RemoteEndPoint?.ToString() ?? "an unknown peer";
        _gathering = new GatheringSend(socket);
        _writer = PipeWriter.Create(new NetworkStream(socket, ownsSocket: true), new StreamPipeWriterOptions(minimumBufferSize: WriteBufferSize));
        _input = new SocketInput(socket);
        LinkCounters.OnOpened();
    }

    /// <summary>Address of the other side, for messages.</summary>
    public string Peer { get; }

    /// <summary>The longest payload of a frame here.</summary>
    internal int MaxPayload => _settings.MaxPayload;

    /// <summary>The stream that this connection carries.</summary>
    public Hello Hello { get; internal set; }

    /// <summary>Sends the hello; the side that dials does so once, first.</summary>
    internal async ValueTask WriteHelloAsync(Hello hello, CancellationToken cancellationToken)
    {
        Hello = hello;
        hello.Write(_writer.GetSpan(Hello.Length));
        _writer.Advance(Hello.Length);
        await FlushAsync(cancellationToken);
    }

    /// <summary>Reads the hello; the side that listens does so once, first.</summary>
    internal async ValueTask<Hello> ReadHelloAsync(CancellationToken cancellationToken)
    {
        if (await FillAsync(Hello.PrefixLength, cancellationToken) >= Hello.PrefixLength) Hello.CheckPrefix(_input.Buffered);
        var count = await FillAsync(Hello.Length, cancellationToken);
        if (count < Hello.Length)
            throw new DataPlaneException(DataPlaneError.BadHello, $"{Peer} closed the connection after {count} of {Hello.Length} bytes of its hello.");
        Hello = Hello.Read(_input.Buffered);
        _input.Advance(Hello.Length);
        return Hello;
    }

    /// <summary>Reads the next frame's header; null when the peer closed the connection between two frames.</summary>
    /// <exception cref="DataPlaneException">A damaged frame, a lost connection, or an error frame from the peer.</exception>
    [AsyncMethodBuilder(typeof(ReusingMethodBuilder<>))]
    internal async ValueTask<FrameHeader?> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        var count = await FillAsync(FrameHeader.Length, cancellationToken);
        if (count == 0) return null;
        if (count < FrameHeader.Length) throw Broken(count, FrameHeader.Length, "a frame header");
        var header = FrameHeader.Read(_input.Buffered, _settings.MaxPayload);
        _input.Advance(FrameHeader.Length);
        LinkCounters.Received.Count(header);
        if (header.Type == FrameType.Error) throw await ReadErrorAsync(header, cancellationToken);
        if (header.Job != Hello.Job || header.Position != Hello.Position)
        {
            throw new DataPlaneException(
                DataPlaneError.WrongStream,
                $"A {header.Type} frame for position {header.Position} of job {header.Job} came on the connection for position {Hello.Position} of job {Hello.Job}.");
        }

        return header;
    }

    /// <summary>Reads the payload that the header announced into <paramref name="destination"/> and checks it.</summary>
    [AsyncMethodBuilder(typeof(ReusingMethodBuilder))]
    internal async ValueTask ReadPayloadAsync(FrameHeader header, byte[] destination, CancellationToken cancellationToken)
    {
        var payload = new ArraySegment<byte>(destination, 0, header.PayloadLength);
        var (got, actual) = await ReceiveAsync(payload, cancellationToken);
        if (got < payload.Count) throw Broken(got, header.PayloadLength, $"the payload of {header.Type} {header.Sequence}");
        if (actual != header.PayloadCrc)
        {
            throw new DataPlaneException(
                DataPlaneError.BadPayload,
                $"The payload of {header.Type} {header.Sequence} has CRC-32C {actual:x8}, its header says {header.PayloadCrc:x8}; the connection carries damaged data.");
        }
    }

    /// <summary>Sends one frame; checksums and length are filled in.</summary>
    /// <exception cref="DataPlaneException">The connection is lost.</exception>
    [AsyncMethodBuilder(typeof(ReusingMethodBuilder))]
    internal async ValueTask WriteAsync(FrameHeader header, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            header = header with { PayloadLength = payload.Length, PayloadCrc = Crc32C.Compute(payload.Span) };
            LinkCounters.Sent.Count(header);
            if (payload.Length > WriteBufferSize - FrameHeader.Length && MemoryMarshal.TryGetArray(payload, out var array))
            {
                header.Write(_header);
                await TransmitAsync(array, cancellationToken);
                return;
            }

            header.Write(_writer.GetSpan(FrameHeader.Length));
            _writer.Advance(FrameHeader.Length);
            _writer.Write(payload.Span);
            await FlushAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Tells the peer why, as far as it still listens, and closes the connection.</summary>
    public async ValueTask FailAsync(DataPlaneError error, string reason)
    {
        if (Volatile.Read(ref _disposed) != 0) return;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            var text = Encoding.UTF8.GetBytes(reason);
            var header = new FrameHeader(FrameType.Error, Hello.Job, Hello.Position, 0, (int)error, 0, 0);
            await WriteAsync(header, text.AsMemory(0, Math.Min(text.Length, MaxReason)), limit.Token);
            // Closing with unread bytes resets the connection, and the peer would never see the reason: say that nothing follows and let it close.
            _socket.Shutdown(SocketShutdown.Send);
            await DrainAsync(limit.Token);
        }
        catch (Exception exception) when (exception is DataPlaneException or OperationCanceledException or IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The peer is gone or does not listen: there is nobody left to tell.
        }

        await DisposeAsync();
    }

    /// <summary>Closes the connection; what was sent before still arrives.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return ValueTask.CompletedTask;
        LinkCounters.OnClosed();
        _socket.Dispose();
        _gathering.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        do
        {
            _input.Advance(_input.Buffered.Length);
            await _input.FillAsync(1, cancellationToken);
        }
        while (!_input.Buffered.IsEmpty);
    }

    private async ValueTask<DataPlaneException> ReadErrorAsync(FrameHeader header, CancellationToken cancellationToken)
    {
        if (header.PayloadLength > MaxReason)
            return new DataPlaneException(DataPlaneError.PayloadTooLarge, $"An error frame announces a reason of {header.PayloadLength} bytes; at most {MaxReason} are allowed.");
        var reason = new byte[header.PayloadLength];
        await ReadPayloadAsync(header, reason, cancellationToken);
        var error = Enum.IsDefined((DataPlaneError)header.Count) ? (DataPlaneError)header.Count : DataPlaneError.JobFailed;
        return new DataPlaneException(error, Encoding.UTF8.GetString(reason), reportedByPeer: true);
    }

    [AsyncMethodBuilder(typeof(ReusingMethodBuilder<>))]
    private async ValueTask<int> FillAsync(int count, CancellationToken cancellationToken)
    {
        try
        {
            await _input.FillAsync(count, cancellationToken);
            return _input.Buffered.Length;
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            throw Lost(exception);
        }
    }

    [AsyncMethodBuilder(typeof(ReusingMethodBuilder))]
    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _writer.FlushAsync(cancellationToken);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            throw Lost(exception);
        }
    }

    [AsyncMethodBuilder(typeof(ReusingMethodBuilder<>))]
    private async ValueTask<(int Count, uint Crc)> ReceiveAsync(ArraySegment<byte> destination, CancellationToken cancellationToken)
    {
        try
        {
            return await _input.ReadAsync(destination, cancellationToken);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            throw Lost(exception);
        }
    }

    [AsyncMethodBuilder(typeof(ReusingMethodBuilder))]
    private async ValueTask TransmitAsync(ArraySegment<byte> payload, CancellationToken cancellationToken)
    {
        try
        {
            // A frame that is sent in part cannot be taken back: giving up ends the connection.
            using var giveUp = cancellationToken.UnsafeRegister(static socket => ((Socket)socket!).Dispose(), _socket);
            await _gathering.SendAsync(_header, payload);
        }
        catch (Exception exception) when (IsLoss(exception) && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            throw Lost(exception);
        }
    }

    private static bool IsLoss(Exception exception) => exception is IOException or SocketException or ObjectDisposedException;

    private DataPlaneException Lost(Exception cause)
    {
        CountLoss();
        return new(DataPlaneError.ConnectionLost, $"The data connection with {Peer} for {Hello.Subject} is lost: {cause.Message}", innerException: cause);
    }

    private DataPlaneException Broken(long got, int wanted, string what)
    {
        CountLoss();
        return new(DataPlaneError.ConnectionLost, $"{Peer} closed the data connection for {Hello.Subject} after {got} of {wanted} bytes of {what}.");
    }

    // Its reader and its writer both see a loss; and one that was closed here is not lost.
    private void CountLoss()
    {
        if (Volatile.Read(ref _disposed) == 0 && Interlocked.Exchange(ref _lost, 1) == 0) LinkCounters.OnLost();
    }
}
