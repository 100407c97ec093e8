using Fard.Networks.Description;
using Fard.Planning.Timing;

namespace Fard.Planning.Tests.Timing;

public class DataflowModelSpec
{
    private const long Clock = 100_000_000;

    [Fact]
    public void Gives_the_interval_of_the_slowest_layer()
    {
        var network = NetworkCatalog.CnvW2A2;
        DataflowModel.IntervalCycles(network, network.WholeRange).ShouldBe(115_200);
        DataflowModel.SlowestLayer(network, network.WholeRange).ShouldBe(3);
        DataflowModel.IntervalCycles(network, new LayerRange(0, 1)).ShouldBe(112_896);
        DataflowModel.IntervalCycles(network, new LayerRange(6, 8)).ShouldBe(65_536);
        DataflowModel.IntervalCycles(network, new LayerRange(8, 8)).ShouldBe(8_192);
    }

    [Theory]
    [InlineData("cnvW2A2", 100_000_000, 860, 0.010)]
    [InlineData("cnvW2A2", 300_000_000, 2580.3, 0.010)]
    [InlineData("cnvW1A1", 100_000_000, 3050, 0.001)]
    public void Reproduces_the_measured_throughput(string name, long clock, double measured, double error)
    {
        var network = NetworkCatalog.Find(name);
        DataflowModel.TimingOf(network, network.WholeRange, clock).ImagesPerSecond.ShouldBe(measured, measured * error);
    }

    [Fact]
    public void Reproduces_the_latency_of_the_simulated_rtl_within_a_thousandth()
    {
        var network = NetworkCatalog.CnvW2A2;
        DataflowModel.LatencyCycles(network, network.WholeRange).ShouldBeInRange(418_052 - 418, 418_052 + 418);
    }

    [Fact]
    public void Adds_up_the_latencies_of_a_split_where_no_layers_overlap()
    {
        // Layer 5 ends with a single pixel: nothing behind it can start much earlier.
        var network = NetworkCatalog.CnvW2A2;
        var split = DataflowModel.LatencyCycles(network, new LayerRange(0, 5)) + DataflowModel.LatencyCycles(network, new LayerRange(6, 8));
        ((double)split / DataflowModel.LatencyCycles(network, network.WholeRange)).ShouldBe(1, 0.01);
    }

    [Fact]
    public void Latency_lies_between_the_slowest_layer_and_all_layers_one_after_the_other()
    {
        foreach (var network in NetworkCatalog.All)
        {
            for (var first = 0; first < network.Layers.Length; first++)
            {
                for (var last = first; last < network.Layers.Length; last++)
                {
                    var range = new LayerRange(first, last);
                    var layers = network.Layers.Skip(first).Take(range.Count).Sum(layer => layer.CyclesPerImage);
                    var input = network.StreamBefore(first).BytesPerImage;
                    DataflowModel.LatencyCycles(network, range).ShouldBeInRange(DataflowModel.LatencyCycles(network, new LayerRange(first, first)), layers + input);
                    DataflowModel.LatencyCycles(network, range).ShouldBeGreaterThanOrEqualTo(network.Layers[last].CyclesPerImage);
                }
            }
        }
    }

    [Fact]
    public void Counts_a_single_convolution_by_hand()
    {
        // 3x3 kernel on a 4x4 map of one channel; 4 rows on 2 PEs, 9 columns on 3 lanes: 6 cycles a pixel, 4 pixels. The first windows' three rows
        // are there after 12 cycles, the fourth row arrives while they are computed.
        var layer = NetworkCatalog.CnvW2A2.Layers[0] with { Input = new StreamFormat(4, 4, 1, ElementFormat.Fixed8), OutputChannels = 4, Pe = 2, Simd = 3 };
        var network = new NetworkDescription("tiny", layer.Input, [layer]);
        DataflowModel.LatencyCycles(network, network.WholeRange).ShouldBe(12 + 4 * 6);
        DataflowModel.IntervalCycles(network, network.WholeRange).ShouldBe(24);
    }

    [Fact]
    public void Counts_fully_connected_layers_by_hand()
    {
        // 8 bits in one word in cycle 1, then 4 rows on one PE and 8 columns on 2 lanes: 4 folds of 4 cycles. The layer behind reads the 4 bits
        // as they come and needs 3 of its 4 folds of 2 cycles more when the last is there.
        var first = NetworkCatalog.LfcW1A1.Layers[0] with { Input = new StreamFormat(1, 1, 8, ElementFormat.Bit), OutputChannels = 4, Pe = 1, Simd = 2 };
        var second = first with { Input = first.Output };
        var network = new NetworkDescription("tiny", first.Input, [first, second]);
        DataflowModel.LatencyCycles(network, new LayerRange(0, 0)).ShouldBe(1 + 16);
        DataflowModel.LatencyCycles(network, network.WholeRange).ShouldBe(1 + 16 + 3 * 2);
    }

    [Fact]
    public void Refuses_ranges_and_clocks_that_cannot_be()
    {
        var network = NetworkCatalog.CnvW2A2;
        Should.Throw<ArgumentOutOfRangeException>(() => DataflowModel.TimingOf(network, new LayerRange(0, 9), Clock)).Message.ShouldContain("0..8");
        Should.Throw<ArgumentOutOfRangeException>(() => DataflowModel.TimingOf(network, new LayerRange(5, 4), Clock));
        Should.Throw<ArgumentOutOfRangeException>(() => DataflowModel.TimingOf(network, network.WholeRange, 0));
    }
}
