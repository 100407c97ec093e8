using System.Net.Sockets;

namespace Fard.Benchmarks.DataPlane;

/// <summary>What the data plane is measured against: chunks of a size through a socket, no frame, no checksum, no credit.</summary>
internal sealed class BareSockets : IAsyncDisposable
{
    private readonly Socket _near;
    private readonly Socket _far;
    private readonly byte[] _sent;
    private readonly byte[] _received;

    private BareSockets(Socket near, Socket far, int bytes)
    {
        (_near, _far) = (near, far);
        (_sent, _received) = (new byte[bytes], new byte[bytes]);
        new Random(1).NextBytes(_sent);
    }

    public static async Task<BareSockets> StartAsync(int bytes)
    {
        var (near, far) = await TcpPair.ConnectAsync();
        return new BareSockets(near, far, bytes);
    }

    public Task RunAsync(int chunks) => Task.WhenAll(Task.Run(() => SendAsync(chunks)), Task.Run(() => ReceiveAsync(chunks)));

    public ValueTask DisposeAsync()
    {
        _near.Dispose();
        _far.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task SendAsync(int chunks)
    {
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            for (var sent = 0; sent < _sent.Length;) sent += await _near.SendAsync(_sent.AsMemory(sent), SocketFlags.None);
        }
    }

    private async Task ReceiveAsync(int chunks)
    {
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            for (var got = 0; got < _received.Length;)
            {
                var more = await _far.ReceiveAsync(_received.AsMemory(got), SocketFlags.None);
                if (more == 0) throw new EndOfStreamException();
                got += more;
            }
        }
    }
}
