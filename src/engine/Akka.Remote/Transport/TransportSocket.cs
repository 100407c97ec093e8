using System.Net.Security;
using System.Net.Sockets;
using Akka.Remote.Transport.Tls;

namespace Akka.Remote.Transport;

/// <summary>A connected socket, with TLS on it where that is switched on. One reader and one writer at a time.</summary>
internal sealed class TransportSocket(Socket socket) : IDisposable
{
    private SslStream? _tls;

    public Socket Socket => socket;

    /// <summary>Agrees on keys with the system that was called.</summary>
    /// <exception cref="RemoteTransportException">The other side is not who it must be.</exception>
    public async Task AuthenticateAsCallerAsync(TlsSettings settings, string host, CancellationToken cancellation)
    {
        var proof = new PeerProof(settings);
        _tls = new SslStream(new NetworkStream(socket, ownsSocket: false));
        await proof.ExplainAsync(() => _tls.AuthenticateAsClientAsync(settings.AsCaller(host, proof.Validate), cancellation)).ConfigureAwait(false);
    }

    /// <summary>Agrees on keys with the system that called.</summary>
    /// <exception cref="RemoteTransportException">The other side is not who it must be.</exception>
    public async Task AuthenticateAsCalledAsync(TlsSettings settings, CancellationToken cancellation)
    {
        var proof = new PeerProof(settings);
        _tls = new SslStream(new NetworkStream(socket, ownsSocket: false));
        await proof.ExplainAsync(() => _tls.AuthenticateAsServerAsync(settings.AsCalled(proof.Validate), cancellation)).ConfigureAwait(false);
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation = default) =>
        _tls is null ? socket.ReceiveAsync(buffer, cancellation) : _tls.ReadAsync(buffer, cancellation);

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation = default)
    {
        if (_tls is not null)
        {
            await _tls.WriteAsync(bytes, cancellation).ConfigureAwait(false);
            return;
        }
        while (bytes.Length > 0) bytes = bytes[await socket.SendAsync(bytes, cancellation).ConfigureAwait(false)..];
    }

    /// <summary>Sends on this thread. For what is small.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        if (_tls is not null) _tls.Write(bytes);
        else
            while (bytes.Length > 0) bytes = bytes[socket.Send(bytes)..];
    }

    /// <summary>Ends what is under way on any thread.</summary>
    public void Close() => socket.Close();

    public void Dispose()
    {
        socket.Dispose();
        _tls?.Dispose();
    }
}
