using Fard.Networks.Description;
using Fard.Planning.Timing;
using Fard.Planning.Timing.Fifos;

namespace Fard.Planning.Tests.Timing.Fifos;

public class FifoModelSpec
{
    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(512)]
    public void Reproduces_the_interval_of_the_simulated_rtl(int depth)
    {
        var simulated = PublishedIntervals.SimulatedRtl[depth];
        FifoModel.TimingOf(NetworkCatalog.CnvW2A2, NetworkCatalog.CnvW2A2.WholeRange, depth).IntervalCycles.ShouldBe(simulated, simulated * 0.004);
    }

    [Fact]
    public void Is_the_dataflow_model_where_fifos_never_fill()
    {
        foreach (var network in NetworkCatalog.All)
        {
            var deep = FifoModel.TimingOf(network, network.WholeRange, 4096);
            var interval = DataflowModel.IntervalCycles(network, network.WholeRange);

            // A converter behind a layer of one processing element takes a channel a cycle: cnvW1A1's layer 7 reads its 512 channels in 512 cycles and not in 64.
            deep.IntervalCycles.ShouldBeInRange(interval, interval * 1.014);
            deep.LatencyCycles.ShouldBe(DataflowModel.LatencyCycles(network, network.WholeRange), deep.LatencyCycles * 0.02);
        }
    }

    [Fact]
    public void Is_never_slower_with_deeper_fifos()
    {
        var range = new LayerRange(2, 4);
        var intervals = new[] { 2, 8, 32, 128, 512 }.Select(depth => FifoModel.TimingOf(NetworkCatalog.CnvW1A1, range, depth).IntervalCycles).ToArray();
        intervals.ShouldBeInOrder(SortDirection.Descending);
        intervals[0].ShouldBeGreaterThan(intervals[^1]);
    }

    [Fact]
    public void Refuses_what_is_no_fifo() =>
        Should.Throw<ArgumentOutOfRangeException>(() => FifoModel.TimingOf(NetworkCatalog.CnvW2A2, new LayerRange(0, 1), 1));
}
