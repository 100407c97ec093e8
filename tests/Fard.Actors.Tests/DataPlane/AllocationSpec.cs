using Fard.Actors.DataPlane;

namespace Fard.Actors.Tests.DataPlane;

/// <summary>Runs beside no other test, because it counts the allocations of the whole process.</summary>
[CollectionDefinition(nameof(AllocationSpec), DisableParallelization = true)]
[Collection(nameof(AllocationSpec))]
public class AllocationSpec
{
    private const int WarmUp = 2_000;
    private const int Measured = 10_000;

    [Fact]
    public async Task A_chunk_in_steady_state_allocates_nothing()
    {
        var stream = Loopback.Stream(images: WarmUp + Measured, bytesPerImage: 3072);
        var settings = Loopback.Settings with { WindowChunks = 8 };
        await using var pair = await Loopback.ConnectAsync(stream, settings);
        using var receiver = new ChunkReceiver(stream, settings);
        var sender = new ChunkSender(pair.Near, stream);
        var tasks = new List<Task> { receiver.RunAsync(pair.Far, default), sender.RunAsync(default), SendAsync(sender, stream) };

        var before = 0L;
        for (var sequence = 0; sequence < stream.ChunkCount; sequence++)
        {
            if (sequence == WarmUp) before = GC.GetTotalAllocatedBytes(precise: true);
            await receiver.AcknowledgeAsync((await receiver.ReadAsync())!, default);
        }

        // One object per chunk would be 24 bytes each at the least: 240,000. What remains comes from the runtime's own housekeeping.
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        allocated.ShouldBeLessThan(Measured * 8);
        (await receiver.ReadAsync()).ShouldBeNull();
        await pair.Near.DisposeAsync();
        await Task.WhenAll(tasks).WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static async Task SendAsync(ChunkSender sender, ChunkStream stream)
    {
        var image = new byte[stream.BytesPerImage];
        for (long sequence = 0; sequence < stream.ChunkCount; sequence++) await sender.SendAsync(sequence, image, 1, default);
        await sender.EndAsync(default);
    }
}
