using Fard.Networks.Description;
using Fard.Networks.Streams;
using Fard.Networks.Tests.SharedData;

namespace Fard.Networks.Tests.Streams;

public class InputQuantiserSpec
{
    private const int RecordLength = 3073;

    [Fact]
    public void Rounds_to_seven_fraction_bits_and_saturates()
    {
        for (var level = 0; level < 256; level++)
        {
            var expected = Math.Clamp(Math.Floor(128 * (-1 + 2m * level / 255) + 0.5m), -128, 127);
            ((decimal)InputQuantiser.Quantise((byte)level)).ShouldBe(expected, $"level {level}");
        }
    }

    [SharedDataFact]
    public void Quantises_CIFAR_10_records_to_the_golden_input()
    {
        var records = File.ReadAllBytes(SharedFiles.Golden("images16.cifar.bin"));
        var quantiser = new InputQuantiser(NetworkCatalog.CnvW2A2);
        var stream = new byte[16 * 3072];
        for (var image = 0; image < 16; image++)
            quantiser.FromPlanes(records.AsSpan(image * RecordLength + 1, 3072), stream.AsSpan(image * 3072));
        stream.ShouldBe(File.ReadAllBytes(SharedFiles.Golden("in_q8_nhwc.bin")));
    }

    [Fact]
    public void Planes_and_interleaved_pixels_give_the_same_stream()
    {
        var network = NetworkCatalog.CnvW2A2 with { Image = new ImageShape(2, 2, 3), Input = new StreamFormat(2, 2, 3, ElementFormat.Fixed8) };
        var bits = network with { Input = new StreamFormat(1, 1, 70, ElementFormat.Bit) };
        byte[] planes = [10, 200, 30, 140, 150, 60, 70, 180, 90, 100, 211, 128];
        byte[] interleaved = [10, 150, 90, 200, 60, 100, 30, 70, 211, 140, 180, 128];
        foreach (var quantiser in new[] { new InputQuantiser(network), new InputQuantiser(bits) })
        {
            var (fromPlanes, fromInterleaved) = (new byte[16], new byte[16]);
            Array.Fill(fromPlanes, (byte)0xFF);
            quantiser.FromPlanes(planes, fromPlanes);
            quantiser.FromInterleaved(interleaved, fromInterleaved);
            fromPlanes.ShouldBe(fromInterleaved);
            fromPlanes.ShouldContain(value => value != 0);
        }
    }

    [Fact]
    public void A_grey_pixel_is_a_set_bit_from_level_128_and_padding_is_zero()
    {
        var levels = new byte[784];
        (levels[0], levels[1], levels[8], levels[783]) = (128, 127, 255, 200);
        var stream = new byte[104];
        new InputQuantiser(NetworkCatalog.LfcW1A1).FromInterleaved(levels, stream);

        var expected = new byte[104];
        (expected[0], expected[1], expected[97]) = (1, 1, 0x80);
        stream.ShouldBe(expected);
    }

    [Fact]
    public void Refuses_lengths_that_do_not_fit()
    {
        var quantiser = new InputQuantiser(NetworkCatalog.CnvW2A2);
        Should.Throw<ArgumentException>(() => quantiser.FromInterleaved(new byte[3071], new byte[3072])).Message.ShouldContain("32x32 RGB takes 3072 bytes, got 3071");
        Should.Throw<ArgumentException>(() => quantiser.FromPlanes(new byte[3072], new byte[3071])).Message.ShouldContain("got room for 3071");
    }

    [Fact]
    public void Refuses_a_network_that_takes_no_images()
    {
        Should.Throw<ArgumentException>(() => new InputQuantiser(NetworkCatalog.CnvW2A2 with { Image = null })).Message.ShouldContain("does not say what images");
        Should.Throw<ArgumentException>(() => new InputQuantiser(NetworkCatalog.CnvW2A2 with { Input = new StreamFormat(32, 32, 3, ElementFormat.Ternary) }))
            .Message.ShouldContain("not to Ternary");
    }

    [Fact]
    public void Allocates_nothing()
    {
        var quantiser = new InputQuantiser(NetworkCatalog.CnvW2A2);
        var (levels, stream) = (new byte[3072], new byte[3072]);
        quantiser.FromPlanes(levels, stream);
        var before = GC.GetAllocatedBytesForCurrentThread();
        quantiser.FromPlanes(levels, stream);
        quantiser.FromInterleaved(levels, stream);
        GC.GetAllocatedBytesForCurrentThread().ShouldBe(before);
    }
}
