using Fard.Networks.Images;
using Fard.Networks.Images.Png;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Networks.Tests.Images.Png;

public class PngDecoderSpec
{
    private static readonly (int ColourType, int Depth)[] Kinds =
        [(0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8), (4, 8), (4, 16), (6, 8), (6, 16)];

    [Fact]
    public void Decodes_every_colour_type_depth_interlacing_and_filter()
    {
        var random = new Random(1);
        foreach (var (colourType, depth) in Kinds)
        {
            foreach (var interlaced in new[] { false, true })
            {
                for (byte filter = 0; filter <= 4; filter++)
                {
                    var sample = PngSample.Random(random, 11, 9, colourType, depth, interlaced) with { Filters = [filter] };
                    Check(sample).ShouldBeTrue($"colour type {colourType}, depth {depth}, interlaced {interlaced}, filter {filter}");
                }
            }
        }
    }

    [Fact]
    public void Decodes_what_any_encoder_may_write()
    {
        var samples =
            from seed in Gen.Choose(0, int.MaxValue)
            from kind in Gen.Elements(Kinds)
            from width in Gen.Choose(1, 20)
            from height in Gen.Choose(1, 20)
            from interlaced in Gen.Elements(false, true)
            from chunk in Gen.Elements(1, 7, 100000)
            from filters in Gen.NonEmptyListOf(Gen.Choose(0, 4))
            select PngSample.Random(new Random(seed), width, height, kind.ColourType, kind.Depth, interlaced) with
            {
                DataChunkBytes = chunk,
                Filters = filters.Select(filter => (byte)filter).ToArray(),
            };
        Prop.ForAll(samples.ToArbitrary(), Check).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Drops_the_alpha_channel_and_keeps_the_colour_below_it()
    {
        var sample = new PngSample(2, 1, 6, 8, false, [10, 20, 30, 0, 40, 50, 60, 128]);
        PngDecoder.Decode(PngEncoder.Encode(sample)).Pixels.ShouldBe([10, 20, 30, 40, 50, 60]);
    }

    [Fact]
    public void Skips_ancillary_chunks_and_what_follows_the_end()
    {
        var sample = PngSample.Random(new Random(2), 5, 4, 3, 8, false);
        byte[] file = [.. PngEncoder.Encode(sample, PngEncoder.Chunk("tRNS", [0]), PngEncoder.Chunk("tEXt", "Title\0x"u8.ToArray())), 1, 2, 3];
        PngDecoder.Decode(file).Pixels.ShouldBe(sample.Expected());
    }

    [Theory]
    [InlineData(65535, 255)]
    [InlineData(128, 0)]
    [InlineData(129, 1)]
    [InlineData(32767, 127)]
    [InlineData(32768, 128)]
    public void Rounds_16_bit_samples_to_the_nearest_byte(int value, byte expected)
    {
        PngDecoder.Decode(PngEncoder.Encode(new PngSample(1, 1, 0, 16, false, [value]))).Pixels.ShouldBe([expected, expected, expected]);
    }

    [Fact]
    public void Loads_a_file()
    {
        var sample = PngSample.Random(new Random(3), 6, 7, 2, 8, false);
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, PngEncoder.Encode(sample));
            var image = PngDecoder.Load(path);
            (image.Width, image.Height).ShouldBe((6, 7));
            image.Pixels.ShouldBe(sample.Expected());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static bool Check(PngSample sample)
    {
        var image = PngDecoder.Decode(PngEncoder.Encode(sample));
        return image.Width == sample.Width && image.Height == sample.Height && image.Pixels.AsSpan().SequenceEqual(sample.Expected());
    }
}
