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
        return Crc32C.Compute(data) == BitByBit(data);
    }).QuickCheckThrowOnFailure();

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
