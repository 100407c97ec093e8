using Fard.Actors.DataPlane;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Actors.Tests.DataPlane;

public class ChunkTransferSpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Every_chunk_arrives_once_in_order_and_unchanged()
    {
        var streams =
            from images in Gen.Choose(1, 60)
            from bytes in Gen.Choose(1, 400)
            from chunkImages in Gen.Choose(1, 7)
            from window in Gen.Choose(1, 6)
            select (Stream: Loopback.Stream(images, 8 * bytes, chunkImages), Window: window);
        Prop.ForAll(streams.ToArbitrary(), x => TransferAsync(x.Stream, x.Window).WaitAsync(Patience).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    [Theory]
    [InlineData(32 * 1024 - FrameHeader.Length)]
    [InlineData(32 * 1024 - FrameHeader.Length + 1)]
    [InlineData(1024 * 1024)]
    public async Task Large_chunks_arrive_unchanged_however_they_are_sent(int bytes) =>
        (await TransferAsync(Loopback.Stream(images: 20, bytes), window: 4).WaitAsync(Patience)).ShouldBeTrue();

    [Fact]
    public async Task Giving_up_a_large_chunk_that_nobody_reads_ends_its_connection()
    {
        var stream = Loopback.Stream(images: 2, bytesPerImage: 64 * 1024 * 1024);
        await using var pair = await Loopback.ConnectAsync(stream);
        using var giveUp = new CancellationTokenSource();
        var sending = new ChunkSender(pair.Near, stream).SendAsync(0, new byte[stream.BytesPerImage], 1, giveUp.Token).AsTask();

        await giveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(sending.WaitAsync(Patience));
        await Should.ThrowAsync<DataPlaneException>(pair.Near.WriteAsync(default, default, default).AsTask());
    }

    [Fact]
    public async Task A_slow_receiver_bounds_what_is_under_way()
    {
        var stream = Loopback.Stream(images: 40, bytesPerImage: 64);
        await using var pair = await Loopback.ConnectAsync(stream);
        using var receiver = new ChunkReceiver(stream, Loopback.Settings);
        var sender = new ChunkSender(pair.Near, stream);
        var receiving = receiver.RunAsync(pair.Far, default);
        var credit = sender.RunAsync(default);
        var sending = SendAllAsync(sender, stream);

        for (var sequence = 0; sequence < stream.ChunkCount; sequence++)
        {
            var chunk = await receiver.ReadAsync().AsTask().WaitAsync(Patience);
            sender.Outstanding.ShouldBeLessThanOrEqualTo(Loopback.Settings.WindowChunks);
            receiver.BuffersInUse.ShouldBeLessThanOrEqualTo(Loopback.Settings.WindowChunks);
            if (sequence + Loopback.Settings.WindowChunks < stream.ChunkCount) sending.IsCompleted.ShouldBeFalse();
            await receiver.AcknowledgeAsync(chunk!, default);
        }

        (await receiver.ReadAsync()).ShouldBeNull();
        await Task.WhenAll(sending, credit).WaitAsync(Patience);
        receiver.BuffersInUse.ShouldBe(0);
        await pair.Near.DisposeAsync();
        await receiving.WaitAsync(Patience);
    }

    [Fact]
    public async Task Only_one_chunk_is_sent_before_credit_was_given()
    {
        var stream = Loopback.Stream(images: 2);
        await using var pair = await Loopback.ConnectAsync(stream);
        var sender = new ChunkSender(pair.Near, stream);
        var credit = sender.RunAsync(default);
        await sender.SendAsync(0, new byte[8], 1, default).AsTask().WaitAsync(Patience);
        var sending = sender.SendAsync(1, new byte[8], 1, default).AsTask();
        sending.IsCompleted.ShouldBeFalse();
        sender.Outstanding.ShouldBe(1);

        await pair.FarSocket.SendAsync(Loopback.Frame(stream, FrameType.Credit, 0, 2));
        await sending.WaitAsync(Patience);
        sender.Outstanding.ShouldBe(2);
        await pair.Far.DisposeAsync();
        await Should.ThrowAsync<DataPlaneException>(credit.WaitAsync(Patience));
    }

    [Fact]
    public async Task Duplicates_are_dropped_and_acknowledged_again()
    {
        var stream = Loopback.Stream(images: 3);
        await using var pair = await Loopback.ConnectAsync(stream);
        using var receiver = new ChunkReceiver(stream, Loopback.Settings);
        var receiving = receiver.RunAsync(pair.Near, default);
        foreach (var sequence in (long[])[0, 0, 1, 0, 1, 2])
            await pair.FarSocket.SendAsync(Loopback.Frame(stream, FrameType.Chunk, sequence, 1, Image(sequence)));
        await pair.FarSocket.SendAsync(Loopback.Frame(stream, FrameType.EndOfStream, 3, 0));

        for (var sequence = 0; sequence < 3; sequence++)
        {
            var chunk = await receiver.ReadAsync().AsTask().WaitAsync(Patience);
            chunk!.Sequence.ShouldBe(sequence);
            chunk.Payload.ToArray().ShouldBe(Image(sequence));
            await receiver.AcknowledgeAsync(chunk, default);
        }

        (await receiver.ReadAsync().AsTask().WaitAsync(Patience)).ShouldBeNull();
        receiver.Duplicates.ShouldBe(3);
        await pair.Far.DisposeAsync();
        await receiving.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_stream_goes_on_over_a_second_connection()
    {
        var stream = Loopback.Stream(images: 4);
        using var receiver = new ChunkReceiver(stream, Loopback.Settings);
        await using (var first = await Loopback.ConnectAsync(stream))
        {
            var receiving = receiver.RunAsync(first.Near, default);
            await first.FarSocket.SendAsync(Loopback.Frame(stream, FrameType.Chunk, 0, 1, Image(0)));
            await first.FarSocket.SendAsync(Loopback.Frame(stream, FrameType.Chunk, 1, 1, Image(1)));
            await receiver.AcknowledgeAsync((await receiver.ReadAsync().AsTask().WaitAsync(Patience))!, default);
            var second = (await receiver.ReadAsync().AsTask().WaitAsync(Patience))!;
            await first.Far.DisposeAsync();
            (await Should.ThrowAsync<DataPlaneException>(receiving.WaitAsync(Patience))).IsConnectionLoss.ShouldBeTrue();
            await Should.NotThrowAsync(async () => await receiver.AcknowledgeAsync(second, default));
        }

        await using var pair = await Loopback.ConnectAsync(stream);
        var resumed = receiver.RunAsync(pair.Near, default);
        var sender = new ChunkSender(pair.Far, stream);
        var sending = Task.WhenAll(sender.RunAsync(default), SendAllAsync(sender, stream));
        for (var sequence = 2; sequence < 4; sequence++)
        {
            var chunk = (await receiver.ReadAsync().AsTask().WaitAsync(Patience))!;
            chunk.Payload.ToArray().ShouldBe(Image(sequence));
            await receiver.AcknowledgeAsync(chunk, default);
        }

        (await receiver.ReadAsync().AsTask().WaitAsync(Patience)).ShouldBeNull();
        await sending.WaitAsync(Patience);
        await pair.Far.DisposeAsync();
        await resumed.WaitAsync(Patience);
    }

    internal static byte[] Image(long sequence) => BitConverter.GetBytes(sequence * 0x0101010101010101);

    private static async Task SendAllAsync(ChunkSender sender, ChunkStream stream)
    {
        for (long sequence = 0; sequence < stream.ChunkCount; sequence++)
            await sender.SendAsync(sequence, Payload(stream, sequence), stream.ImagesIn(sequence), default);
        await sender.EndAsync(default);
    }

    private static async Task<bool> TransferAsync(ChunkStream stream, int window)
    {
        var settings = Loopback.Settings with { WindowChunks = window };
        await using var pair = await Loopback.ConnectAsync(stream, settings);
        using var receiver = new ChunkReceiver(stream, settings);
        var sender = new ChunkSender(pair.Near, stream);
        var receiving = receiver.RunAsync(pair.Far, default);
        var sending = Task.WhenAll(sender.RunAsync(default), SendAllAsync(sender, stream));
        var expected = 0L;
        while (await receiver.ReadAsync() is { } chunk)
        {
            if (chunk.Sequence != expected || chunk.ImageCount != stream.ImagesIn(expected) || !chunk.Payload.Span.SequenceEqual(Payload(stream, expected)))
                return false;
            expected++;
            await receiver.AcknowledgeAsync(chunk, default);
        }

        await sending;
        await pair.Near.DisposeAsync();
        await receiving;
        return expected == stream.ChunkCount && receiver.BuffersInUse == 0;
    }

    private static byte[] Payload(ChunkStream stream, long sequence)
    {
        if (stream is { BytesPerImage: 8, ChunkImages: 1 }) return Image(sequence);
        var payload = new byte[stream.ImagesIn(sequence) * stream.BytesPerImage];
        new Random((int)sequence).NextBytes(payload);
        return payload;
    }
}
