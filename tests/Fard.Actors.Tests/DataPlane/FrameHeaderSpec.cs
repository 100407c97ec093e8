using System.Buffers.Binary;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Actors.Tests.DataPlane;

public class FrameHeaderSpec
{
    private const int MaximumPayload = 1 << 20;

    private static readonly FrameHeader Valid = new(FrameType.Chunk, JobId.New(), 3, 1L << 40, 2, 4096, 0xDEADBEEF);

    [Fact]
    public void Reads_what_it_wrote()
    {
        var headers =
            from type in Gen.Elements(FrameType.Chunk, FrameType.EndOfStream, FrameType.Credit, FrameType.Error)
            from position in Gen.Choose(0, int.MaxValue)
            from sequence in Gen.Choose(0, int.MaxValue)
            from count in Gen.Choose(1, int.MaxValue)
            from length in Gen.Choose(1, MaximumPayload)
            from crc in Gen.Choose(int.MinValue, int.MaxValue)
            select new FrameHeader(type, JobId.New(), position, sequence * 4L, count, type is FrameType.Chunk or FrameType.Error ? length : 0, (uint)crc);
        Prop.ForAll(headers.ToArbitrary(), header => FrameHeader.Read(Encode(header), MaximumPayload) == header).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Detects_every_flipped_bit()
    {
        var bytes = Encode(Valid);
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Should.Throw<DataPlaneException>(() => FrameHeader.Read(damaged, MaximumPayload), $"bit {bit}").Error.ShouldBe(DataPlaneError.BadHeader);
        }
    }

    [Fact]
    public void Refuses_a_payload_over_the_maximum() =>
        Refusal(Valid with { PayloadLength = MaximumPayload + 1 }).ShouldBe(DataPlaneError.PayloadTooLarge);

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void Refuses_an_unknown_type(byte type) => Refusal(Valid with { Type = (FrameType)type }).ShouldBe(DataPlaneError.BadHeader);

    [Fact]
    public void Refuses_negative_fields()
    {
        Refusal(Valid with { Position = -1 }).ShouldBe(DataPlaneError.BadHeader);
        Refusal(Valid with { Sequence = -1 }).ShouldBe(DataPlaneError.BadHeader);
        Refusal(Valid with { Count = -1 }).ShouldBe(DataPlaneError.BadHeader);
        Refusal(Valid with { PayloadLength = -1 }).ShouldBe(DataPlaneError.BadHeader);
    }

    [Fact]
    public void Refuses_a_payload_where_none_belongs()
    {
        Refusal(Valid with { Type = FrameType.Credit }).ShouldBe(DataPlaneError.BadHeader);
        Refusal(Valid with { Type = FrameType.EndOfStream }).ShouldBe(DataPlaneError.BadHeader);
    }

    [Fact]
    public void Refuses_a_chunk_without_images()
    {
        Refusal(Valid with { Count = 0 }).ShouldBe(DataPlaneError.ImageCountMismatch);
        Refusal(Valid with { PayloadLength = 0 }).ShouldBe(DataPlaneError.ImageCountMismatch);
    }

    [Fact]
    public void Refuses_reserved_bytes_that_are_set()
    {
        var bytes = Encode(Valid);
        bytes[2] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(44), Crc32C.Compute(bytes.AsSpan(0, 44)));
        Should.Throw<DataPlaneException>(() => FrameHeader.Read(bytes, MaximumPayload)).Message.ShouldContain("not zero");
    }

    private static DataPlaneError Refusal(FrameHeader header) => Should.Throw<DataPlaneException>(() => FrameHeader.Read(Encode(header), MaximumPayload)).Error;

    private static byte[] Encode(FrameHeader header)
    {
        var bytes = new byte[FrameHeader.Length];
        header.Write(bytes);
        return bytes;
    }
}
