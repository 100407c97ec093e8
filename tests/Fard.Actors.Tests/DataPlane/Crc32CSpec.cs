using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Fard.Actors.DataPlane;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Actors.Tests.DataPlane;

public class Crc32CSpec
{
    [Fact]
    public void Gives_the_check_value_of_the_standard() => Crc32C.Compute("123456789"u8).ShouldBe(0xE3069283u);

    [Fact]
    public void Equals_the_definition_bit_by_bit_at_every_length() =>
        Prop.ForAll<byte[]>(data => Crc32C.Compute(data) == BitByBit(data)).QuickCheckThrowOnFailure();

    [Fact]
    public void Equals_the_definition_for_long_data_too() => Prop.ForAll(Gen.Choose(0, 8000).ToArbitrary(), length =>
    {
        var data = new byte[length];
        new Random(length).NextBytes(data);
        return Crc32C.Compute(data) == BitByBit(data) && ~Crc32C.InLanes(uint.MaxValue, data) == BitByBit(data);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_crc_of_pieces_is_that_of_the_whole() => Prop.ForAll<byte[], byte[]>((first, second) =>
        Crc32C.Append(Crc32C.Compute(first), second) == BitByBit([.. first, .. second])).QuickCheckThrowOnFailure();

    [Fact]
    public void Folding_by_either_width_keeps_the_remainder() => Prop.ForAll(Gen.Choose(Crc32CFolding.MinLength, 5000).ToArbitrary(), length =>
    {
        var data = new byte[length];
        new Random(length).NextBytes(data);
        return (!Pclmulqdq.V256.IsSupported || Folded(data, Crc32CFolding.FoldBy256) == BitByBit(data))
            && (!Pclmulqdq.V512.IsSupported || Folded(data, Crc32CFolding.FoldBy512) == BitByBit(data));
    }).QuickCheckThrowOnFailure();

    private delegate Vector128<ulong> Folding(uint state, ReadOnlySpan<byte> data, out int taken);

    private static uint Folded(byte[] data, Folding fold)
    {
        var folded = fold(uint.MaxValue, data, out var taken);
        var state = BitOperations.Crc32C(BitOperations.Crc32C(0, folded[0]), folded[1]);
        return ~Crc32C.InLanes(state, data.AsSpan(taken));
    }

    private static uint BitByBit(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78u);
        }

        return ~crc;
    }
}
