using Fard.Actors.DataPlane;

namespace Fard.Actors.Tests.DataPlane;

/// <summary>Runs beside no other test, because it counts the allocations of the whole process.</summary>
[CollectionDefinition(nameof(AllocationSpec), DisableParallelization = true)]
[Collection(nameof(AllocationSpec))]
public class AllocationSpec
{
    private const int WarmUp = 10_000;
    private const int Measured = 40_000;

    [Fact]
    public async Task A_chunk_in_steady_state_allocates_nothing()
    {
        var stream = Loopback.Stream(images: WarmUp + Measured, bytesPerImage: 3072);
        var settings = Loopback.Settings with { WindowChunks = 8 };
        await using var pair = await Loopback.ConnectAsync(stream, settings);
        using var receiver = new ChunkReceiver(stream, settings);
        var sender = new ChunkSender(pair.Near, stream);
        var receiving = receiver.RunAsync(pair.Far, default);
        var sending = Task.WhenAll(sender.RunAsync(default), SendAsync(sender, stream));

        var before = 0L;
        for (var sequence = 0; sequence < stream.ChunkCount; sequence++)
        {
            if (sequence == WarmUp) before = GC.GetTotalAllocatedBytes(precise: true);
            await receiver.AcknowledgeAsync((await receiver.ReadAsync())!, default);
        }

        // The smallest object has 24 bytes. What is allocated is far below one of them per chunk: the thread pool's and the socket's housekeeping.
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
allocated.ShouldBeLessThan(Measured * 24 / 2);
        (await receiver.ReadAsync()).ShouldBeNull();
        await sending.WaitAsync(TimeSpan.FromSeconds(20));
        await pair.Near.DisposeAsync();
        await receiving.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static async Task SendAsync(ChunkSender sender, ChunkStream stream)
    {
        var image = new byte[stream.BytesPerImage];
        for (long sequence = 0; sequence < stream.ChunkCount; sequence++) await sender.SendAsync(sequence, image, 1, default);
        await sender.EndAsync(default);
    }
}
