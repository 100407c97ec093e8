using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;

namespace Fard.Actors.Tests.DataPlane;

/// <summary>What a receiver and a sender answer to a peer that does not keep to the protocol.</summary>
public class BadFrameSpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly ChunkStream Stream = Loopback.Stream(images: 6, bytesPerImage: 8, chunkImages: 2);
    private static readonly byte[] TwoImages = new byte[16];

    [Fact]
    public async Task A_gap_in_the_sequence() =>
        (await ReceiveAsync(Chunk(1, 2, TwoImages))).Error.ShouldBe(DataPlaneError.SequenceGap);

    [Fact]
    public async Task A_payload_that_does_not_fit_the_image_count() =>
        (await ReceiveAsync(Chunk(0, 2, new byte[8]))).Message.ShouldContain("has 2 images in 8 bytes; expected 2 of 8 bytes each");

    [Fact]
    public async Task An_image_count_that_does_not_fit_the_job() =>
        (await ReceiveAsync(Chunk(0, 1, new byte[8]))).Error.ShouldBe(DataPlaneError.ImageCountMismatch);

    [Fact]
    public async Task A_chunk_behind_the_last()
    {
        var frames = Concat(Chunk(0, 2, TwoImages), Chunk(1, 2, TwoImages), Chunk(2, 2, TwoImages), Chunk(3, 2, TwoImages));
        (await ReceiveAsync(frames)).Error.ShouldBe(DataPlaneError.ImageCountMismatch);
    }

    [Fact]
    public async Task A_chunk_without_credit()
    {
        var settings = Loopback.Settings with { WindowChunks = 1 };
        (await ReceiveAsync(Concat(Chunk(0, 2, TwoImages), Chunk(1, 2, TwoImages)), settings)).Error.ShouldBe(DataPlaneError.CreditExceeded);
    }

    [Fact]
    public async Task An_end_before_the_last_chunk() =>
        (await ReceiveAsync(Concat(Chunk(0, 2, TwoImages), Loopback.Frame(Stream, FrameType.EndOfStream, 1, 0)))).Error.ShouldBe(DataPlaneError.EarlyEnd);

    [Fact]
    public async Task A_frame_of_another_job() =>
        (await ReceiveAsync(Loopback.Frame(Stream with { Job = JobId.New() }, FrameType.Chunk, 0, 2, TwoImages))).Error.ShouldBe(DataPlaneError.WrongStream);

    [Fact]
    public async Task A_frame_of_another_position() =>
        (await ReceiveAsync(Loopback.Frame(Stream with { Position = 1 }, FrameType.Chunk, 0, 2, TwoImages))).Error.ShouldBe(DataPlaneError.WrongStream);

    [Fact]
    public async Task Credit_from_a_sender() =>
        (await ReceiveAsync(Loopback.Frame(Stream, FrameType.Credit, 0, 4))).Error.ShouldBe(DataPlaneError.UnexpectedFrame);

    [Fact]
    public async Task A_payload_over_the_maximum() =>
        (await ReceiveAsync(Chunk(0, 2, TwoImages), Loopback.Settings with { MaxPayload = 15 })).Error.ShouldBe(DataPlaneError.PayloadTooLarge);

    [Fact]
    public async Task An_error_frame_carries_its_reason()
    {
        var failure = await ReceiveAsync(Loopback.Frame(Stream, FrameType.Error, 0, (int)DataPlaneError.JobFailed, [.. "the board is on fire"u8]));
        failure.ReportedByPeer.ShouldBeTrue();
        failure.Error.ShouldBe(DataPlaneError.JobFailed);
        failure.Message.ShouldBe("the board is on fire");
    }

    [Fact]
    public async Task An_error_frame_with_an_endless_reason() =>
        (await ReceiveAsync(Loopback.Frame(Stream, FrameType.Error, 0, 1, new byte[4000]))).Error.ShouldBe(DataPlaneError.PayloadTooLarge);

    [Fact]
    public async Task Every_truncation_is_a_lost_connection()
    {
        var frames = Concat(Chunk(0, 2, TwoImages), Chunk(1, 2, TwoImages));
        for (var length = 0; length < frames.Length; length++)
            (await ReceiveAsync(frames[..length])).IsConnectionLoss.ShouldBeTrue($"{length} bytes");
    }

    [Fact]
    public async Task Every_flipped_bit_is_an_error()
    {
        var frame = Chunk(0, 2, [.. Enumerable.Range(0, 16).Select(i => (byte)(37 * i))]);
        for (var bit = 0; bit < 8 * frame.Length; bit++)
        {
            var damaged = (byte[])frame.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            var expected = bit < 8 * FrameHeader.Length ? DataPlaneError.BadHeader : DataPlaneError.BadPayload;
            (await ReceiveAsync(damaged)).Error.ShouldBe(expected, $"bit {bit}");
        }
    }

    [Fact]
    public async Task A_receiver_that_sends_chunks() =>
        (await SendAsync(Chunk(0, 2, TwoImages))).Error.ShouldBe(DataPlaneError.UnexpectedFrame);

    [Fact]
    public async Task An_acknowledgement_behind_the_end() =>
        (await SendAsync(Loopback.Frame(Stream, FrameType.Credit, 4, 0))).Error.ShouldBe(DataPlaneError.BadHeader);

    [Fact]
    public async Task The_peer_is_told_why_before_the_connection_closes()
    {
        await using var pair = await Loopback.ConnectAsync(Stream);
        using var receiver = new ChunkReceiver(Stream, Loopback.Settings);
        var sender = new ChunkSender(pair.Near, Stream);
        var credit = sender.RunAsync(default);
        await pair.Far.FailAsync(DataPlaneError.SequenceGap, "chunk 3 is missing").AsTask().WaitAsync(Patience);
        var failure = await Should.ThrowAsync<DataPlaneException>(credit.WaitAsync(Patience));
        failure.Error.ShouldBe(DataPlaneError.SequenceGap);
        failure.ReportedByPeer.ShouldBeTrue();
        failure.Message.ShouldBe("chunk 3 is missing");
    }

    private static byte[] Chunk(long sequence, int images, byte[] payload) => Loopback.Frame(Stream, FrameType.Chunk, sequence, images, payload);

    private static byte[] Concat(params byte[][] frames) => [.. frames.SelectMany(frame => frame)];

    private static async Task<DataPlaneException> ReceiveAsync(byte[] sent, DataPlaneSettings? settings = null)
    {
        settings ??= Loopback.Settings;
        await using var pair = await Loopback.ConnectAsync(Stream, settings);
        using var receiver = new ChunkReceiver(Stream, settings);
        await pair.FarSocket.SendAsync(sent);
        pair.FarSocket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        return await Should.ThrowAsync<DataPlaneException>(receiver.RunAsync(pair.Near, default).WaitAsync(Patience));
    }

    private static async Task<DataPlaneException> SendAsync(byte[] answer)
    {
        await using var pair = await Loopback.ConnectAsync(Stream);
        await pair.FarSocket.SendAsync(answer);
        return await Should.ThrowAsync<DataPlaneException>(new ChunkSender(pair.Near, Stream).RunAsync(default).WaitAsync(Patience));
    }
}
