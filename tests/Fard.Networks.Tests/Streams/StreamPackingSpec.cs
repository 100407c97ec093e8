using Fard.Networks.Description;
using Fard.Networks.Streams;
using Fard.Networks.Tests.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Networks.Tests.Streams;

public class StreamPackingSpec
{
    [Fact]
    public void Unpacks_what_it_packed() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        ElementFormat[] elements = [ElementFormat.Fixed8, ElementFormat.Bit, ElementFormat.Ternary, ElementFormat.ClassWord];
        var format = new StreamFormat(random.Next(1, 5), random.Next(1, 5), random.Next(1, 100), elements[random.Next(elements.Length)]);
        var values = RandomStreams.CreateValues(random, format);
        var stream = new byte[format.BytesPerImage];
        Array.Fill(stream, (byte)0xFF);
        StreamPacking.Pack(format, values, stream);

        var unpacked = new sbyte[values.Length];
        StreamPacking.Unpack(format, stream, unpacked);
        unpacked.ShouldBe(values);
        var padding = (int)(stream.Length * 8L - (long)values.Length * format.BitsPerElement);
        for (var bit = 0; bit < padding; bit++)
            (stream[^(1 + bit / 8)] >> 7 - bit % 8 & 1).ShouldBe(0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Unpacks_the_scores_that_it_packed() => Prop.ForAll<short[]>(scores =>
    {
        if (scores.Length == 0)
            return;
        var format = new StreamFormat(1, 1, scores.Length, ElementFormat.Int16);
        var stream = new byte[format.BytesPerImage];
        StreamPacking.PackScores(format, scores, stream);
        var unpacked = new short[scores.Length];
        StreamPacking.UnpackScores(format, stream, unpacked);
        unpacked.ShouldBe(scores);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Puts_channel_c_of_a_ternary_pixel_at_bits_2c()
    {
        var stream = new byte[8];
        StreamPacking.Pack(new StreamFormat(1, 1, 5, ElementFormat.Ternary), [1, -1, 0, 1, -1], stream);
        stream.ShouldBe([0b01_00_11_01, 0b11, 0, 0, 0, 0, 0, 0]);
    }

    [Theory]
    [InlineData(ElementFormat.Ternary, 2)]
    [InlineData(ElementFormat.Ternary, -2)]
    [InlineData(ElementFormat.Bit, 0)]
    [InlineData(ElementFormat.ClassWord, 2)]
    public void Refuses_a_value_that_the_format_does_not_encode(ElementFormat element, sbyte value) =>
        Should.Throw<ArgumentException>(() => StreamPacking.Pack(new StreamFormat(1, 1, 1, element), [value], new byte[8]))
            .Message.ShouldContain($"Element 0 is {value}");

    [Fact]
    public void Refuses_a_ternary_element_of_minus_two() =>
        Should.Throw<ArgumentException>(() =>
            StreamPacking.Unpack(new StreamFormat(1, 1, 2, ElementFormat.Ternary), [0b1000, 0, 0, 0, 0, 0, 0, 0], new sbyte[2])).Message.ShouldContain("Element 1 of a ternary stream is -2");

    [Fact]
    public void Refuses_lengths_that_do_not_fit()
    {
        var format = new StreamFormat(1, 1, 40, ElementFormat.Ternary);
        Should.Throw<ArgumentException>(() => StreamPacking.Pack(format, new sbyte[39], new byte[16])).Message.ShouldContain("40 elements an image, not 39");
        Should.Throw<ArgumentException>(() => StreamPacking.Pack(format, new sbyte[40], new byte[15])).Message.ShouldContain("16 bytes an image, got 15");
        Should.Throw<ArgumentException>(() => StreamPacking.Unpack(format, new byte[8], new sbyte[40])).Message.ShouldContain("16 bytes an image, got 8");
    }

    [Fact]
    public void Keeps_scores_and_values_apart()
    {
        var (values, scores) = (new StreamFormat(1, 1, 4, ElementFormat.Fixed8), new StreamFormat(1, 1, 4, ElementFormat.Int16));
        Should.Throw<ArgumentException>(() => StreamPacking.PackScores(values, new short[4], new byte[8])).Message.ShouldContain("no 16-bit scores");
        Should.Throw<ArgumentException>(() => StreamPacking.Unpack(scores, new byte[8], new sbyte[4])).Message.ShouldContain("UnpackScores");
    }
}
