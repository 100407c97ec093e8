using System.Collections.Immutable;
using Fard.Actors.Applications;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;
using Fard.Networks.Description;

namespace Fard.Actors.Tests.DataPlane;

/// <summary>Runs beside no other test, because it counts the allocations of the whole process.</summary>
[CollectionDefinition(nameof(AllocationSpec), DisableParallelization = true)]
[Collection(nameof(AllocationSpec))]
public class AllocationSpec
{
    private const int WarmUp = 10_000;
    private const int Measured = 40_000;

    // The smallest object has 24 bytes: less than one for 24 chunks is housekeeping of the thread pool and the sockets.
    private const double MostBytesPerChunk = 1;

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

        var allocated = new AllocationPerChunk(WarmUp, Measured);
        for (var sequence = 0; sequence < stream.ChunkCount; sequence++)
        {
            allocated.BeforeChunk(sequence);
            await receiver.AcknowledgeAsync((await receiver.ReadAsync())!, default);
        }

        allocated.Median.ShouldBeLessThan(MostBytesPerChunk, allocated.ToString());
        (await receiver.ReadAsync()).ShouldBeNull();
        await sending.WaitAsync(TimeSpan.FromSeconds(20));
        await pair.Near.DisposeAsync();
        await receiving.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_chunk_through_a_position_in_steady_state_allocates_nothing(int replicas)
    {
        const int images = (WarmUp + Measured) / 2;
        await using var listener = ChunkListener.Start(Loopback.Settings, TimeProvider.System, _ => { });
        var job = new ConfigureJob(JobId.New(), "one", "none", new PositionDescription("all", new LayerRange(0, 0), "none", new BoardRequirements("none"), 64, 64), 0, 1, 0, images, 1, []);
        var peers = Enumerable.Range(0, replicas).Select(replica => new PlacedReplica(replica, 1, "board", listener.Endpoint)).ToImmutableArray();
        var pumps = peers.Select(peer => new ChunkPump(job with { Replica = peer.Replica, Peers = peers }, listener, Loopback.Settings, _ => { }, () => { })).ToArray();
        var pumping = Task.WhenAll(pumps.Select(pump => Task.Run(pump.RunAsync)));
        foreach (var pump in pumps) pump.Start(new Nothing());

        var feeds = ChunkLink.OutOf(0, [], peers, job.Input, HelloPurpose.Feed, attempt: 1);
        var collects = ChunkLink.Into(0, [], peers, job.Output, HelloPurpose.Collect, attempt: 1);
        var connections = await Task.WhenAll(feeds.Concat(collects).Select(link => ChunkDialer.DialAsync(link.Peer!.Endpoint, link.Hello, Loopback.Settings, default)));
        var senders = feeds.Select((link, index) => new ChunkSender(connections[index], link.Stream)).ToArray();
        var receivers = collects.Select(link => new ChunkReceiver(link.Stream, Loopback.Settings)).ToArray();
        var deal = ChunkLink.DealOver(peers);
        var credit = Task.WhenAll(senders.Select(sender => sender.RunAsync(default)));
        var reading = Task.WhenAll(receivers.Select((receiver, index) => receiver.RunAsync(connections[feeds.Length + index], default)));
        var sending = FeedAsync(senders, deal, images);

        var allocated = new AllocationPerChunk(WarmUp, images - WarmUp);
        for (var sequence = 0; sequence < images; sequence++)
        {
            allocated.BeforeChunk(sequence);
            var receiver = receivers[deal.Turn(sequence)];
            await receiver.AcknowledgeAsync((await receiver.ReadAsync())!, default);
        }

        allocated.Median.ShouldBeLessThan(MostBytesPerChunk, allocated.ToString());
        await Task.WhenAll(sending, credit).WaitAsync(TimeSpan.FromSeconds(20));
        foreach (var connection in connections[..feeds.Length]) await connection.DisposeAsync();
        (await pumping.WaitAsync(TimeSpan.FromSeconds(20))).ShouldAllBe(failure => failure == null);
        await reading.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static async Task FeedAsync(ChunkSender[] senders, ChunkDeal deal, int images)
    {
        var image = new byte[64];
        for (long sequence = 0; sequence < images; sequence++) await senders[deal.Turn(sequence)].SendAsync(sequence, image, 1, default);
        foreach (var sender in senders) await sender.EndAsync(default);
    }

    /// <summary>An FPGA that is done at once.</summary>
    private sealed class Nothing : IAccelerator
    {
        public string Kind => "none";

        public BitstreamPackage? Loaded => null;

        public int MaxRunsInFlight => 2;

        public ValueTask LoadAsync(BitstreamPackage package, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private static async Task SendAsync(ChunkSender sender, ChunkStream stream)
    {
        var image = new byte[stream.BytesPerImage];
        for (long sequence = 0; sequence < stream.ChunkCount; sequence++) await sender.SendAsync(sequence, image, 1, default);
        await sender.EndAsync(default);
    }
}
