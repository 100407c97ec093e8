using Fard.Networks.Description;
using Fard.Networks.Tests.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Networks.Tests.Description;

public class DescriptionValidatorSpec
{
    private static readonly StreamFormat Input = new(6, 6, 8, ElementFormat.Ternary);

    private static readonly LayerDescription Convolution =
        new(Input, 3, 16, WeightFormat.Ternary, Accumulation.SignedDot, ElementFormat.Ternary, MaxPool: true, Pe: 4, Simd: 8);

    private static readonly LayerDescription Scores =
        new(Convolution.Output, 2, 10, WeightFormat.Ternary, Accumulation.SignedDot, ElementFormat.Int16, MaxPool: false, Pe: 2, Simd: 16);

    public static TheoryData<string, LayerDescription> Faults => new()
    {
        { "PE 3 does not divide its 16 rows", Convolution with { Pe = 3 } },
        { "PE 0 does not divide", Convolution with { Pe = 0 } },
        { "SIMD 5 does not divide its 72 columns", Convolution with { Simd = 5 } },
        { "SIMD -8 does not divide", Convolution with { Simd = -8 } },
        { "SIMD 36 of 2-bit weights does not fit into a 64-bit word", Convolution with { Simd = 36 } },
        { "a kernel of 7 does not fit into a map of 6x6", Convolution with { KernelSize = 7 } },
        { "a kernel of 0 does not fit", Convolution with { KernelSize = 0 } },
        { "0 output channels", Convolution with { OutputChannels = 0 } },
        { "is empty", Convolution with { Input = Input with { Width = 0 } } },
        { "exceeds 4294967296 bits", Convolution with { Input = Input with { Height = int.MaxValue, Width = int.MaxValue } } },
        { "more than 268435456 weights", Convolution with { Input = Input with { Channels = 1 << 20 }, OutputChannels = 1 << 10 } },
        { "it reads Int16", Convolution with { Input = Input with { Element = ElementFormat.Int16 } } },
        { "it writes Fixed8", Convolution with { OutputElement = ElementFormat.Fixed8 } },
        { "not one of its enumeration's values", Convolution with { Weights = (WeightFormat)7 } },
        { "XnorPopcount takes bits and binary weights, not Ternary and Ternary", Convolution with { Accumulation = Accumulation.XnorPopcount } },
        { "a class word holds at most 64 rows of a 1x1 map", Convolution with { OutputElement = ElementFormat.ClassWord, MaxPool = false } },
        { "a max pool takes Bit or Ternary values, not Int16", Convolution with { OutputElement = ElementFormat.Int16 } },
        { "a 2x2 max pool does not divide a map of 5x5", Convolution with { KernelSize = 2, Simd = 8 } },
        { "its sums reach 36864, which 16-bit scores do not hold",
            new LayerDescription(new(1, 1, 144, ElementFormat.Fixed8), 1, 8, WeightFormat.Binary, Accumulation.SignedDot, ElementFormat.Int16, false, 1, 1) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Rejects_a_faulty_layer(string problem, LayerDescription layer)
    {
        var error = Should.Throw<NetworkDescriptionException>(() => DescriptionValidator.Validate(new NetworkDescription("mine", layer.Input, [layer])));
        error.Message.ShouldStartWith("Network 'mine', layer 0: ");
        error.Message.ShouldContain(problem);
        error.Layer.ShouldBe(0);
    }

    [Fact]
    public void Accepts_layers_whose_streams_match() =>
        DescriptionValidator.Validate(new NetworkDescription("mine", Input, [Convolution, Scores]));

    [Fact]
    public void Rejects_a_layer_that_reads_another_stream_than_the_layer_before_it_writes()
    {
        var error = Should.Throw<NetworkDescriptionException>(() => DescriptionValidator.Validate(
            new NetworkDescription("mine", Input, [Convolution with { MaxPool = false }, Scores])));
        error.Layer.ShouldBe(1);
        error.Message.ShouldContain("but layer 0 writes");
    }

    [Fact]
    public void Rejects_a_first_layer_that_reads_another_stream_than_the_networks_input() =>
        Should.Throw<NetworkDescriptionException>(() => DescriptionValidator.Validate(new NetworkDescription("mine", Input with { Channels = 9 }, [Convolution])))
            .Message.ShouldContain("but the network's input is");

    [Fact]
    public void Rejects_a_network_without_layers_or_name()
    {
        Should.Throw<NetworkDescriptionException>(() => DescriptionValidator.Validate(new NetworkDescription("mine", Input, []))).Message.ShouldContain("no layers");
        Should.Throw<NetworkDescriptionException>(() => DescriptionValidator.Validate(new NetworkDescription("mine", Input, default))).Message.ShouldContain("no layers");
        Should.Throw<NetworkDescriptionException>(() => DescriptionValidator.Validate(new NetworkDescription(" ", Input, [Convolution]))).Message.ShouldContain("name");
    }

    [Fact]
    public void Rejects_images_that_the_input_does_not_hold()
    {
        Validate(NetworkCatalog.CnvW2A2, new ImageShape(32, 32, 1)).ShouldContain("does not hold its image");
        Validate(NetworkCatalog.LfcW1A1, new ImageShape(29, 29, 1)).ShouldContain("does not hold its image");
        Validate(NetworkCatalog.LfcW1A1, new ImageShape(0, 28, 1)).ShouldContain("is empty");

        static string Validate(NetworkDescription network, ImageShape image) =>
            Should.Throw<NetworkDescriptionException>(() => DescriptionValidator.Validate(network with { Image = image })).Message;
    }

    [Fact]
    public void Accepts_every_network_of_the_generator() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed => DescriptionValidator.Validate(RandomNetworks.Create(new Random(seed)))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(3, 2)]
    [InlineData(0, 9)]
    public void A_range_outside_the_network_is_refused(int first, int last) =>
        Should.Throw<ArgumentOutOfRangeException>(() => NetworkCatalog.CnvW2A2.CheckRange(new LayerRange(first, last))).Message.ShouldContain("0..8");
}
