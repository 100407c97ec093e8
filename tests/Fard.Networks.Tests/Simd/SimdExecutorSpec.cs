using Fard.Networks.BitPlanes;
using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Reference;
using Fard.Networks.Simd;
using Fard.Networks.Tests.Generators;
using Fard.Networks.Tests.Reference;
using Fard.Networks.Tests.SharedData;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Networks.Tests.Simd;

public class SimdExecutorSpec
{
    private static readonly VectorWidth[] Widths = Enum.GetValues<VectorWidth>();

    [Fact]
    public void Equals_the_reference_for_random_networks_ranges_and_image_counts_at_every_width() =>
        Prop.ForAll(ExecutionCase.Arbitrary, example =>
        {
            var expected = example.Run(new ReferenceExecutor(example.Parameters, example.Range));
            foreach (var width in Widths)
                example.Run(new SimdExecutor(example.Parameters, example.Range, width)).ShouldBe(expected, $"{width}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Theory]
    [InlineData(VectorWidth.Bits128)]
    [InlineData(VectorWidth.Bits256)]
    [InlineData(VectorWidth.Bits512)]
    public void Equals_the_reference_for_every_image_count_up_to_two_groups_and_a_rest(VectorWidth width)
    {
        for (var imageCount = 0; imageCount <= 2 * SimdExecutor.GroupSize + 1; imageCount++)
        {
            var random = new Random(imageCount);
            var network = RandomNetworks.Create(random);
            var example = new ExecutionCase(
                imageCount, RandomParameters.Create(random, network), network.WholeRange, imageCount, RandomStreams.Create(random, network.Input, imageCount));
            example.Run(new SimdExecutor(example.Parameters, example.Range, width)).ShouldBe(
                example.Run(new ReferenceExecutor(example.Parameters, example.Range)), example.ToString());
        }
    }

    [Theory]
    [InlineData(ElementFormat.Ternary, WeightFormat.Ternary, Accumulation.SignedDot, 1300, 3)]
    [InlineData(ElementFormat.Ternary, WeightFormat.Binary, Accumulation.SignedDot, 700, 1)]
    [InlineData(ElementFormat.Bit, WeightFormat.Binary, Accumulation.XnorPopcount, 2500, 1)]
    [InlineData(ElementFormat.Bit, WeightFormat.Binary, Accumulation.SignedDot, 300, 3)]
    [InlineData(ElementFormat.Bit, WeightFormat.Ternary, Accumulation.SignedDot, 1100, 2)]
    [InlineData(ElementFormat.Fixed8, WeightFormat.Ternary, Accumulation.SignedDot, 40, 3)]
    [InlineData(ElementFormat.Fixed8, WeightFormat.Binary, Accumulation.SignedDot, 28, 3)]
    public void Equals_the_reference_for_layers_of_many_columns(
        ElementFormat element, WeightFormat weights, Accumulation accumulation, int channels, int kernel)
    {
        foreach (var (side, rows, output) in new[] { (9, 5, ElementFormat.Ternary), (3, 70, ElementFormat.Bit) })
        {
            var random = new Random(channels + side);
            var input = new StreamFormat(side, side, channels, element);
            var layer = new LayerDescription(input, kernel, rows, weights, accumulation, output, false, 1, 1);
            var network = new NetworkDescription("one layer", input, [layer]);
            var example = new ExecutionCase(0, RandomParameters.Create(random, network), network.WholeRange, 3, RandomStreams.Create(random, input, 3));
            var expected = example.Run(new ReferenceExecutor(example.Parameters, example.Range));
            foreach (var width in Widths)
                example.Run(new SimdExecutor(example.Parameters, example.Range, width)).ShouldBe(expected, $"{width}, {layer}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Counts_to_the_largest_sum_on_either_side(int sign)
    {
        // Every product is +1, or every one -1, and the thresholds lie next to that sum.
        var input = new StreamFormat(5, 5, 511, ElementFormat.Ternary);
        var layer = new LayerDescription(input, 1, 300, WeightFormat.Ternary, Accumulation.SignedDot, ElementFormat.Ternary, false, 1, 1);
        var network = new NetworkDescription("extremes", input, [layer]);
        var thresholds = Enumerable.Range(0, 300).SelectMany(row => new[] { sign * 511 - 1 - row % 2, sign * 511 - row % 2 });
        var parameters = new NetworkParameters(
            network, [new LayerParameters(layer, [.. Enumerable.Repeat((sbyte)sign, 300 * 511)], [.. thresholds])], ["it"]);
        var stream = new byte[input.BytesPerImage];
        Fard.Networks.Streams.StreamPacking.Pack(input, [.. Enumerable.Repeat((sbyte)1, input.ElementsPerImage)], stream);
        var example = new ExecutionCase(0, parameters, network.WholeRange, 1, stream);
        var expected = example.Run(new ReferenceExecutor(parameters, network.WholeRange));
        foreach (var width in Widths)
            example.Run(new SimdExecutor(parameters, network.WholeRange, width)).ShouldBe(expected, $"{width}");
    }

    [SharedDataFact]
    public void Writes_the_golden_stream_behind_every_layer_range_at_every_width()
    {
        foreach (var width in Widths)
        {
            foreach (var range in CnvW2A2Golden.Ranges)
                CnvW2A2Golden.ShouldMatch(new SimdExecutor(CnvW2A2Golden.Parameters, range, width));
        }
    }

    [SharedDataTheory]
    [InlineData("cifar10/cnvW1A2")]
    [InlineData("cifar10/cnvW1A1")]
    [InlineData("mnist/lfcW1A1")]
    [InlineData("mnist/lfcW1A2")]
    public void Equals_the_bit_plane_executor_on_the_trained_sets(string set)
    {
        var network = NetworkCatalog.Find(Path.GetFileName(set));
        var parameters = ParameterFolder.Load(network, SharedFiles.Parameters(set));
        var example = new ExecutionCase(0, parameters, network.WholeRange, 9, RandomStreams.Create(new Random(7), network.Input, 9));
        var expected = example.Run(new BitPlaneExecutor(parameters, network.WholeRange));
        foreach (var width in Widths)
            example.Run(new SimdExecutor(parameters, network.WholeRange, width)).ShouldBe(expected, $"{width}");
    }

    [Fact]
    public void Running_allocates_nothing()
    {
        var random = new Random(3);
        foreach (var network in new[] { NetworkCatalog.CnvW2A2, NetworkCatalog.LfcW1A1 })
        {
            var executor = new SimdExecutor(RandomParameters.Create(random, network), network.WholeRange);
            var input = RandomStreams.Create(random, network.Input, 3);
            var output = new byte[3 * executor.Output.BytesPerImage];
            executor.Execute(input, output, 3);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var round = 0; round < 20; round++)
                executor.Execute(input, output, 3);
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        }
    }

    [Fact]
    public void Refuses_a_ternary_stream_that_holds_minus_two()
    {
        var random = new Random(5);
        var executor = new SimdExecutor(RandomParameters.Create(random, NetworkCatalog.CnvW2A2), new LayerRange(6, 7));
        var input = new byte[executor.Input.BytesPerImage];
        input[^1] = 0x80;
        var output = new byte[executor.Output.BytesPerImage];
        Should.Throw<ArgumentException>(() => executor.Execute(input, output, 1)).Message.ShouldContain("holds -2 in image 0");
    }

    [Fact]
    public void Refuses_lengths_ranges_and_widths_that_do_not_fit()
    {
        var parameters = RandomParameters.Create(new Random(6), NetworkCatalog.LfcW1A2);
        var executor = new SimdExecutor(parameters, new LayerRange(1, 3));
        Should.Throw<ArgumentException>(() => executor.Execute(new byte[8], new byte[8], 1)).Message.ShouldContain("got 8");
        Should.Throw<ArgumentOutOfRangeException>(() => new SimdExecutor(parameters, new LayerRange(1, 4)));
        Should.Throw<ArgumentOutOfRangeException>(() => new SimdExecutor(parameters, new LayerRange(1, 1), (VectorWidth)64)).Message.ShouldContain("128, 256 or 512");
    }
}
