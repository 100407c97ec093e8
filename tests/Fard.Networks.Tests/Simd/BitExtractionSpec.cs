using Fard.Networks.Simd.Maps;

namespace Fard.Networks.Tests.Simd;

public class BitExtractionSpec
{
    [Fact]
    public void Gathers_the_bits_under_any_mask_in_steps_and_by_the_machines_instruction()
    {
        var random = new Random(1);
        for (var round = 0; round < 1000; round++)
        {
            var mask = (ulong)random.NextInt64(long.MinValue, long.MaxValue) & (round % 3 == 0 ? ulong.MaxValue : (ulong)random.NextInt64());
            var word = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
            var (expected, place) = (0UL, 0);
            for (var bit = 0; bit < 64; bit++)
            {
                if ((mask >> bit & 1) != 0)
                    expected |= (word >> bit & 1) << place++;
            }

            var extraction = new BitExtraction(mask);
            extraction.Count.ShouldBe(place);
            extraction.ExtractInSteps(word).ShouldBe(expected);
            extraction.Extract(word).ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(ulong.MaxValue)]
    [InlineData(0x8000000000000001)]
    public void Takes_masks_at_the_ends_of_the_range(ulong mask)
    {
        var extraction = new BitExtraction(mask);
        extraction.ExtractInSteps(ulong.MaxValue).ShouldBe(extraction.Extract(ulong.MaxValue));
    }
}
