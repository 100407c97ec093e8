using System.Net;
using System.Net.Sockets;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;

namespace Fard.Actors.Tests.DataPlane;

/// <summary>Two ends of one TCP connection on loopback: a data connection here, a data connection or a bare socket there.</summary>
internal sealed class Loopback : IAsyncDisposable
{
    public static readonly DataPlaneSettings Settings = new() { HelloTimeout = TimeSpan.FromSeconds(20), WindowChunks = 4 };

    private Loopback(Socket near, Socket far, Hello hello, DataPlaneSettings settings)
    {
        Near = new DataConnection(near, settings) { Hello = hello };
        FarSocket = far;
        Far = new DataConnection(far, settings) { Hello = hello };
    }

    public DataConnection Near { get; }

    public DataConnection Far { get; }

    /// <summary>The socket below <see cref="Far"/>, to write bytes that no data connection would.</summary>
    public Socket FarSocket { get; }

    public static async Task<Loopback> ConnectAsync(ChunkStream stream, DataPlaneSettings? settings = null)
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var near = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await near.ConnectAsync(listener.LocalEndPoint!);
        var far = await listener.AcceptAsync();
        return new Loopback(near, far, new Hello(HelloPurpose.Feed, stream.Job, stream.Position), settings ?? Settings);
    }

    public static ChunkStream Stream(int images, int bytesPerImage = 8, int chunkImages = 1, int position = 0) =>
        new(JobId.New(), position, bytesPerImage, images, chunkImages);

    /// <summary>A frame as it stands on the wire.</summary>
    public static byte[] Frame(ChunkStream stream, FrameType type, long sequence, int count, params byte[] payload)
    {
        var bytes = new byte[FrameHeader.Length + payload.Length];
        new FrameHeader(type, stream.Job, stream.Position, sequence, count, payload.Length, Crc32C.Compute(payload)).Write(bytes);
        payload.CopyTo(bytes, FrameHeader.Length);
        return bytes;
    }

    public async ValueTask DisposeAsync()
    {
        await Near.DisposeAsync();
        await Far.DisposeAsync();
    }
}
