using System.Collections.Immutable;
using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Reference;
using Fard.Networks.Streams;

namespace Fard.Networks.Tests.Reference;

/// <summary>Layers that are small enough to be computed by hand.</summary>
public class ReferenceArithmeticSpec
{
    [Theory]
    [InlineData(-4, -4, -1)]
    [InlineData(-4, -3, -1)]
    [InlineData(-5, -4, 0)]
    [InlineData(-6, -5, 1)]
    public void A_threshold_has_to_lie_strictly_below_the_sum(int lower, int upper, int expected)
    {
        // 1 - 1 - 1 - 1 - 1 - 1 = -4
        var values = Compute(
            ElementFormat.Ternary, [1, -1, 1, -1, 1, -1], WeightFormat.Ternary, [1, 1, -1, 1, -1, 1], Accumulation.SignedDot, ElementFormat.Ternary, [lower, upper]);
        values.ShouldBe([(sbyte)expected]);
    }

    [Theory]
    [InlineData(-99, 1)]
    [InlineData(-100, -1)]
    public void A_fixed_point_sum_carries_eight_fraction_bits(int threshold, int expected)
    {
        // 2 * (127 - 128 - 48) = -98 is above -99; with -2 more it would not be above -98.
        var quantised = threshold == -99 ? (sbyte)-48 : (sbyte)-49;
        var values = Compute(ElementFormat.Fixed8, [127, -128, quantised], WeightFormat.Binary, [1, 1, 1], Accumulation.SignedDot, ElementFormat.Bit, [threshold]);
        values.ShouldBe([(sbyte)expected]);
    }

    [Theory]
    [InlineData(Accumulation.XnorPopcount, 3, -1)]
    [InlineData(Accumulation.XnorPopcount, 2, 1)]
    [InlineData(Accumulation.SignedDot, 1, -1)]
    [InlineData(Accumulation.SignedDot, 0, 1)]
    public void Bits_times_binary_weights_are_counted_or_summed(Accumulation accumulation, int threshold, int expected)
    {
        // Three of five agree: the count is 3, the signed sum 1.
        var values = Compute(ElementFormat.Bit, [1, 1, -1, -1, 1], WeightFormat.Binary, [1, -1, -1, 1, 1], accumulation, ElementFormat.Bit, [threshold]);
        values.ShouldBe([(sbyte)expected]);
    }

    [Fact]
    public void A_window_runs_over_ky_then_kx_then_the_channel_and_a_pool_takes_the_maximum()
    {
        // 3x3 pixels of one channel; the kernel picks the lower left pixel of each 2x2 window.
        var input = new StreamFormat(3, 3, 1, ElementFormat.Ternary);
        var layer = new LayerDescription(input, 2, 1, WeightFormat.Ternary, Accumulation.SignedDot, ElementFormat.Ternary, false, 1, 1);
        sbyte[] pixels = [0, 0, 0, 1, -1, 0, -1, 0, 1];
        Run(layer, [0, 0, 1, 0], [-1, 0], pixels).ShouldBe([(sbyte)1, (sbyte)-1, (sbyte)-1, (sbyte)0]);
        Run(layer with { MaxPool = true }, [0, 0, 1, 0], [-1, 0], pixels).ShouldBe([(sbyte)1]);
    }

    [Fact]
    public void Refuses_lengths_that_do_not_fit_the_image_count()
    {
        var input = new StreamFormat(1, 1, 2, ElementFormat.Ternary);
        var executor = Executor(new LayerDescription(input, 1, 1, WeightFormat.Ternary, Accumulation.SignedDot, ElementFormat.Ternary, false, 1, 1), [1, 1], [0, 1]);
        Should.Throw<ArgumentException>(() => executor.Execute(new byte[8], new byte[16], 2)).Message.ShouldContain("take 16 bytes, got 8");
        Should.Throw<ArgumentException>(() => executor.Execute(new byte[16], new byte[8], 2)).Message.ShouldContain("take 16 bytes, got room for 8");
        Should.Throw<ArgumentOutOfRangeException>(() => executor.Execute([], [], -1));
        executor.Execute([], [], 0);
    }

    private static sbyte[] Compute(
        ElementFormat element, sbyte[] values, WeightFormat format, ImmutableArray<sbyte> weights,
        Accumulation accumulation, ElementFormat output, ImmutableArray<int> thresholds) =>
        Run(new LayerDescription(new StreamFormat(1, 1, values.Length, element), 1, 1, format, accumulation, output, false, 1, 1), weights, thresholds, values);

    private static ReferenceExecutor Executor(LayerDescription layer, ImmutableArray<sbyte> weights, ImmutableArray<int> thresholds)
    {
        var network = new NetworkDescription("one layer", layer.Input, [layer]);
        return new ReferenceExecutor(new NetworkParameters(network, [new LayerParameters(layer, weights, thresholds)], ["it"]), network.WholeRange);
    }

    private static sbyte[] Run(LayerDescription layer, ImmutableArray<sbyte> weights, ImmutableArray<int> thresholds, sbyte[] values)
    {
        var input = new byte[layer.Input.BytesPerImage];
        StreamPacking.Pack(layer.Input, values, input);
        var output = new byte[layer.Output.BytesPerImage];
        Executor(layer, weights, thresholds).Execute(input, output, 1);
        var result = new sbyte[layer.Output.ElementsPerImage];
        StreamPacking.Unpack(layer.Output, output, result);
        return result;
    }
}
