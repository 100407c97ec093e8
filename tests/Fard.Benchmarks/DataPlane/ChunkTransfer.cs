using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;

namespace Fard.Benchmarks.DataPlane;

/// <summary>Chunks of a size through a sender and a receiver with the data plane's default settings: frames, checksums, credit, pooled buffers.</summary>
internal sealed class ChunkTransfer : IAsyncDisposable
{
    private readonly DataConnection _near;
    private readonly DataConnection _far;
    private readonly ChunkSender _sender;
    private readonly ChunkReceiver _receiver;
    private readonly byte[] _image;
    private readonly Task _credit;
    private readonly Task _reading;
    private long _next;

    private ChunkTransfer(DataConnection near, DataConnection far, ChunkStream stream, DataPlaneSettings settings)
    {
        (_near, _far) = (near, far);
        _image = new byte[stream.BytesPerImage];
        new Random(1).NextBytes(_image);
        _sender = new ChunkSender(near, stream);
        _receiver = new ChunkReceiver(stream, settings);
        _credit = Task.Run(() => _sender.RunAsync(default));
        _reading = Task.Run(() => _receiver.RunAsync(far, default));
    }

    public static async Task<ChunkTransfer> StartAsync(int bytes)
    {
        var settings = new DataPlaneSettings();
        var stream = new ChunkStream(JobId.New(), 0, bytes, int.MaxValue, 1);
        var hello = new Hello(HelloPurpose.Feed, stream.Job, stream.Position);
        var (near, far) = await TcpPair.ConnectAsync();
        return new ChunkTransfer(new DataConnection(near, settings) { Hello = hello }, new DataConnection(far, settings) { Hello = hello }, stream, settings);
    }

    public Task RunAsync(int chunks) => Task.WhenAll(Task.Run(() => SendAsync(chunks)), Task.Run(() => ReceiveAsync(chunks)));

    public async ValueTask DisposeAsync()
    {
        await _near.DisposeAsync();
        await _far.DisposeAsync();
        foreach (var end in new[] { _credit, _reading })
        {
            try
            {
                await end;
            }
            catch (DataPlaneException)
            {
                // The job never ends by itself here: it has as many chunks as there can be.
            }
        }

        _receiver.Dispose();
    }

    private async Task SendAsync(int chunks)
    {
        for (var chunk = 0; chunk < chunks; chunk++) await _sender.SendAsync(_next++, _image, 1, default);
    }

    private async Task ReceiveAsync(int chunks)
    {
        for (var chunk = 0; chunk < chunks; chunk++) await _receiver.AcknowledgeAsync((await _receiver.ReadAsync())!, default);
    }
}
