using System.Net.Sockets;
using Akka.Event;
using Akka.Remote.Associations;
using Akka.Remote.Delivery;
using Akka.Remote.Wire;

namespace Akka.Remote.Transport;

/// <summary>A connection that another system opened: it reads messages and delivers them on the reading thread, and writes acknowledgements.</summary>
internal sealed class InboundConnection : IDisposable
{
    private readonly Remoting _remoting;
    private readonly TransportSocket _socket;
    private readonly string _caller;
    private readonly MessageDecoder _decoder;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _writing = new();
    private Association? _association;
    private PeerFaults? _faults;
    private bool _acknowledgeAgain;
    private bool _orderly;

    public InboundConnection(Remoting remoting, Socket socket)
    {
        _remoting = remoting;
        socket.NoDelay = remoting.Settings.Tcp.NoDelay;
        _socket = new TransportSocket(socket);
        _caller = $"a stranger at {socket.RemoteEndPoint}";
        _decoder = new MessageDecoder(remoting);
    }

    /// <summary>Completes when nothing more is read from this connection.</summary>
    public Task Completion => _completion.Task;

    public async Task RunAsync()
    {
        try
        {
            await ReadAllAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // The other system went away: its own association notices, and so does failure detection.
        }
        catch (Exception e)
        {
            _remoting.Log.Warning("Connection from [{0}] is closed: {1}", _association?.RemoteAddress.ToString() ?? _caller, e.Message);
        }
        finally
        {
            _socket.Dispose();
            _completion.TrySetResult();
            if (_association is { } association) association.CallEnded(this);
            _remoting.Ended(this);
        }
    }

    public void Abort() => _socket.Close();

    public void Quarantined()
    {
        SayGoodbye(GoodbyeReason.Quarantined);
        Abort();
    }

    /// <summary>Tells the other system to send no more.</summary>
    public void SayGoodbye(GoodbyeReason reason)
    {
        try
        {
            using var writer = new WireWriter(16);
            Frames.Goodbye(writer, reason);
            Write(writer);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // It is gone already.
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReadAllAsync()
    {
        using var frames = new FrameBuffer(_remoting.Settings.Tcp.MaximumFrameSize);
        var hello = await ReadHelloAsync(frames).ConfigureAwait(false);
        if (await AcceptAsync(hello).ConfigureAwait(false) is not { } association) return;
        _association = association;
        var acknowledged = 0L;
        while (true)
        {
            while (frames.TryTake(out var frame))
            {
                if (_faults is null) Read(association, frame);
                else await SufferAsync(association, frame.ToArray()).ConfigureAwait(false);
            }
            if (association.Delivered is var delivered && (delivered != acknowledged || _acknowledgeAgain)) Acknowledge(acknowledged = delivered);
            if (_orderly) return;
            var received = await _socket.ReceiveAsync(frames.FreeSpace).ConfigureAwait(false);
            if (received == 0) return;
            frames.Advance(received);
        }
    }

    private async Task<Hello> ReadHelloAsync(FrameBuffer frames)
    {
        using var timeout = new CancellationTokenSource(_remoting.Settings.HandshakeTimeout, _remoting.Time);
        if (_remoting.Tls is { } tls) await _socket.AuthenticateAsCalledAsync(tls, timeout.Token).ConfigureAwait(false);
        while (true)
        {
            if (frames.TryTake(out var frame))
            {
                var hello = ReadHello(frame);
                _faults = _remoting.Faults?.With(hello.Origin);
                if (_faults is null || await _faults.ReceivesAsync(0).ConfigureAwait(false)) return hello;
            }
            var received = await _socket.ReceiveAsync(frames.FreeSpace, timeout.Token).ConfigureAwait(false);
            if (received == 0) throw new SocketException((int)SocketError.ConnectionReset);
            frames.Advance(received);
        }
    }

    private static Hello ReadHello(ReadOnlySpan<byte> frame)
    {
        if ((FrameKind)frame[0] != FrameKind.Hello) throw new WireFormatException($"A connection begins with a frame of kind {(byte)FrameKind.Hello}, not {frame[0]}.");
        var reader = new WireReader(frame[1..]);
        return Hello.Read(ref reader);
    }

    private async Task<Association?> AcceptAsync(Hello hello)
    {
        using var writer = new WireWriter();
        if (!hello.Target.Equals(_remoting.LocalAddress))
        {
            Frames.Refusal(writer, new Refusal(RefusalReason.WrongAddress, $"this is {_remoting.LocalAddress}, not {hello.Target}"));
            Write(writer);
            throw new RemoteTransportException($"{hello.Origin} called for [{hello.Target}], this is [{_remoting.LocalAddress}]: names and public-hostname must agree");
        }
        var association = _remoting.AssociationWith(hello.Origin);
        if (!await association.CalledAsync(this, hello.OriginUid).ConfigureAwait(false))
        {
            Frames.Refusal(writer, new Refusal(RefusalReason.Quarantined, $"uid {hello.OriginUid} is quarantined here; restart that system"));
            Write(writer);
            return null;
        }
        Frames.Welcome(writer, new Welcome(_remoting.Uid));
        Write(writer);
        return association;
    }

    private void Read(Association association, ReadOnlySpan<byte> frame)
    {
        var reader = new WireReader(frame[1..]);
        switch ((FrameKind)frame[0])
        {
            case FrameKind.Message:
                _decoder.Deliver(ref reader);
                break;
            case FrameKind.SystemMessage:
                var number = reader.Int64("number");
                var receipt = association.Receive(number);
                // Injected faults make gaps; what is missing will be sent again.
                if (receipt == Receipt.Gap && _faults is null) throw new WireFormatException($"System message {number} came after {association.Delivered}.");
                if (receipt == Receipt.Deliver) _decoder.DeliverSystem(ref reader);
                _acknowledgeAgain |= receipt == Receipt.Duplicate;
                break;
            case FrameKind.Pulse:
                association.Pulsed();
                break;
            case FrameKind.Goodbye:
                _orderly = true;
                break;
            default:
                throw new WireFormatException($"A frame of kind {frame[0]} is not expected from the system that opened the connection.");
        }
    }

    private async ValueTask SufferAsync(Association association, byte[] frame)
    {
        if (await _faults!.ReceivesAsync(frame.Length).ConfigureAwait(false)) Read(association, frame);
    }

    private void Acknowledge(long number)
    {
        _acknowledgeAgain = false;
        using var writer = new WireWriter(32);
        Frames.Acknowledgement(writer, number);
        Write(writer);
    }

    private void Write(WireWriter writer)
    {
        if (_faults?.LosesAnswer == true) return;
        lock (_writing)
        {
            _socket.Send(writer.WrittenSpan);
        }
    }
}
