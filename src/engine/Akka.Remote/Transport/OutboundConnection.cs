using System.Net.Sockets;
using Akka.Remote.Associations;
using Akka.Remote.Delivery;
using Akka.Remote.Wire;

namespace Akka.Remote.Transport;

/// <summary>A connection that this system opened: it writes messages, and reads acknowledgements.</summary>
internal sealed class OutboundConnection : IDisposable
{
    private const int WriteSize = 64 * 1024;

    private readonly Remoting _remoting;
    private readonly Association _association;
    private readonly TransportSocket _socket = new(new Socket(SocketType.Stream, ProtocolType.Tcp));
    private readonly MessageEncoder _encoder;
    private readonly PeerFaults? _faults;
    private readonly WireWriter _batch = new(WriteSize + 4096);
    private Exception? _cause;
    private int _aborted;
    private bool _orderly;
    private bool _otherSaidGoodbye;

    private OutboundConnection(Remoting remoting, Association association)
    {
        _remoting = remoting;
        _association = association;
        _encoder = new MessageEncoder(remoting);
        _faults = remoting.Faults?.With(association.RemoteAddress);
        _socket.Socket.NoDelay = remoting.Settings.Tcp.NoDelay;
    }

    /// <summary>Connects, shakes hands and reads until the connection ends; tells the association about each step.</summary>
    public static async Task OpenAsync(Remoting remoting, Association association)
    {
        var connection = new OutboundConnection(remoting, association);
        try
        {
            await connection.RunAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            connection._cause ??= e;
        }
        finally
        {
            var cause = connection._orderly ? null : connection._cause ?? new RemoteTransportException($"{association.RemoteAddress} closed the connection");
            association.Closed(connection, cause, connection._otherSaidGoodbye);
            connection.Dispose();
        }
    }

    /// <summary>Writes a batch, with as few writes to the socket as its size allows. Called by one flush at a time.</summary>
    public async ValueTask WriteAsync(List<OutboundMessage> messages)
    {
        _batch.Truncate(0);
        for (var i = 0; i < messages.Count; i++)
        {
            if (_encoder.TryWrite(_batch, messages[i]) && _faults is not null) await SufferAsync().ConfigureAwait(false);
            else if (_batch.Length >= WriteSize) await SendBatchAsync().ConfigureAwait(false);
        }
        if (_batch.Length > 0) await SendBatchAsync().ConfigureAwait(false);
    }

    public async ValueTask SayGoodbyeAsync(GoodbyeReason reason)
    {
        _orderly = true;
        _batch.Truncate(0);
        Frames.Goodbye(_batch, reason);
        if (_faults is null || !_faults.LosesAnswer) await SendBatchAsync().ConfigureAwait(false);
        _socket.Socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Sends a pulse on this thread, if the socket takes it at once.</summary>
    public void TryPulse()
    {
        if (_faults?.LosesAnswer == true) return;
        try
        {
            if (!_socket.Socket.Poll(0, SelectMode.SelectWrite)) return;
            using var writer = new WireWriter(16);
            Frames.Pulse(writer);
            _socket.Send(writer.WrittenSpan);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // The reader of this connection notices its end.
        }
    }

    public void Quarantined() => Abort(new RemoteTransportException($"{_association.RemoteAddress} is quarantined"));

    /// <summary>Closes as if the other system had said goodbye.</summary>
    public void EndInOrder()
    {
        _orderly = true;
        Abort(null);
    }

    public void Abort(Exception? cause)
    {
        if (Interlocked.Exchange(ref _aborted, 1) != 0) return;
        _cause = cause;
        _socket.Close();
    }

    public void Dispose() => _socket.Dispose();

    private async Task RunAsync()
    {
        using var frames = new FrameBuffer(_remoting.Settings.Tcp.MaximumFrameSize, 4096);
        var uid = await ConnectAsync(frames).ConfigureAwait(false);
        if (!_association.Opened(this, uid)) throw new RemoteTransportException($"{_association.RemoteAddress} with uid {uid} is quarantined");
        while (true)
        {
            while (frames.TryTake(out var frame))
            {
                if (_faults is null) Read(frame);
                else await SufferAsync(frame.ToArray()).ConfigureAwait(false);
            }
            var received = await _socket.ReceiveAsync(frames.FreeSpace).ConfigureAwait(false);
            if (received == 0) return;
            frames.Advance(received);
        }
    }

    private async Task<int> ConnectAsync(FrameBuffer frames)
    {
        var address = _association.RemoteAddress;
        if (address.Host is not { } host || address.Port is not { } port) throw new RemoteTransportException($"{address} has no host and port to connect to");
        using var timeout = new CancellationTokenSource(_remoting.Settings.Tcp.ConnectTimeout, _remoting.Time);
        try
        {
            _faults?.Associate(address);
            await _socket.Socket.ConnectAsync(host, port, timeout.Token).ConfigureAwait(false);
            if (_remoting.Tls is { } tls) await _socket.AuthenticateAsCallerAsync(tls, host, timeout.Token).ConfigureAwait(false);
            using var writer = new WireWriter();
            Frames.Hello(writer, new Hello(_remoting.LocalAddress, _remoting.Uid, address));
            if (_faults is null || !_faults.LosesAnswer) await _socket.SendAsync(writer.WrittenMemory, timeout.Token).ConfigureAwait(false);
            timeout.CancelAfter(_remoting.Settings.HandshakeTimeout);
            while (true)
            {
                if (frames.TryTake(out var frame))
                {
                    var answer = frame.ToArray();
                    if (_faults is null || await _faults.ReceivesAsync(answer.Length).ConfigureAwait(false)) return ReadAnswer(answer);
                }
                var received = await _socket.ReceiveAsync(frames.FreeSpace, timeout.Token).ConfigureAwait(false);
                if (received == 0) throw new RemoteTransportException($"{address} closed the connection during the handshake");
                frames.Advance(received);
            }
        }
        catch (OperationCanceledException e)
        {
            throw new RemoteTransportException($"{address} did not answer in time", e);
        }
    }

    private int ReadAnswer(ReadOnlySpan<byte> frame)
    {
        var reader = new WireReader(frame[1..]);
        switch ((FrameKind)frame[0])
        {
            case FrameKind.Welcome:
                return Welcome.Read(ref reader).Uid;
            case FrameKind.Refusal:
                var refusal = Refusal.Read(ref reader);
                if (refusal.Reason == RefusalReason.Quarantined) _remoting.QuarantinedBy(_association.RemoteAddress);
                throw new RemoteTransportException($"{_association.RemoteAddress} refused the connection: {refusal.Text}");
            default:
                throw new WireFormatException($"A frame of kind {frame[0]} came where the answer to the handshake was expected.");
        }
    }

    private void Read(ReadOnlySpan<byte> frame)
    {
        var reader = new WireReader(frame[1..]);
        switch ((FrameKind)frame[0])
        {
            case FrameKind.Acknowledgement:
                _association.Acknowledged(this, reader.Int64("acknowledged number"));
                break;
            case FrameKind.Goodbye:
                if (reader.Byte("reason") == (byte)GoodbyeReason.Quarantined) _remoting.QuarantinedBy(_association.RemoteAddress);
                _otherSaidGoodbye = true;
                throw new RemoteTransportException($"{_association.RemoteAddress} said goodbye");
            default:
                throw new WireFormatException($"A frame of kind {frame[0]} came on a connection that carries only acknowledgements this way.");
        }
    }

    /// <summary>What a frame that is to be sent, the only one in the batch, suffers from injected faults.</summary>
    private async ValueTask SufferAsync()
    {
        if (await _faults!.SendsAsync(_batch.Length).ConfigureAwait(false)) await SendBatchAsync().ConfigureAwait(false);
        else _batch.Truncate(0);
    }

    private async ValueTask SufferAsync(byte[] frame)
    {
        if (await _faults!.ReceivesAsync(frame.Length).ConfigureAwait(false)) Read(frame);
    }

    private async ValueTask SendBatchAsync()
    {
        await _socket.SendAsync(_batch.WrittenMemory).ConfigureAwait(false);
        _batch.Truncate(0);
    }
}
