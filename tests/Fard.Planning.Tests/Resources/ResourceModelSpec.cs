using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Resources;

namespace Fard.Planning.Tests.Resources;

public class ResourceModelSpec
{
    private static readonly ResourceVector Board = ResourceVector.CapacityOf(BoardCatalog.PynqZ1);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Comes_near_every_row_of_table_I(int split)
    {
        var modelled = ResourceModel.Of(NetworkCatalog.CnvW2A2, new LayerRange(0, split), poolOfLast: false).Total.ShareOf(Board);
        var published = PublishedUtilisation.TableI[split];
        modelled.BlockRams.ShouldBe(published.BlockRams, 0.01);
        modelled.Luts.ShouldBe(published.Luts, 0.025);
        modelled.LutRams.ShouldBe(published.LutRams, 0.02);
        modelled.Dsps.ShouldBe(published.Dsps, 0.019);

        // The table repeats split 1's flip-flops at split 2.
        modelled.FlipFlops.ShouldBe(published.FlipFlops, split == 2 ? 0.065 : 0.015);
    }

    [Theory]
    [InlineData(0, 2.5)]
    [InlineData(1, 5.5)]
    [InlineData(2, 16.5)]
    [InlineData(3, 36.5)]
    [InlineData(4, 72.5)]
    [InlineData(5, 123.5)]
    public void Counts_block_rams_from_the_source_code_alone(int split, double blockRams) =>
        ResourceModel.Of(NetworkCatalog.CnvW2A2, new LayerRange(0, split)).Total.BlockRams.ShouldBe(blockRams);

    [Theory]
    [InlineData("cnvW2A2", 32)]
    [InlineData("cnvW1A2", 26)]
    [InlineData("cnvW1A1", 24)]
    [InlineData("lfcW1A1", 4)]
    [InlineData("lfcW1A2", 4)]
    public void Gives_the_dsp_slices_of_every_overlay(string name, int dsps) => Whole(name).Total.Dsps.ShouldBe(dsps);

    // The overlays that no constant was fitted to: errors in points of the board.
    [Theory]
    [InlineData("cnvW1A2", 0.085, 0.025, 0.040, 0.008)]
    [InlineData("cnvW1A1", 0.060, 0.010, 0.020, 0.095)]
    [InlineData("lfcW1A1", 0.040, 0.050, 0.045, 0.000)]
    [InlineData("lfcW1A2", 0.042, 0.060, 0.010, 0.000)]
    public void Holds_for_overlays_it_was_not_fitted_to(string name, double luts, double lutRams, double flipFlops, double blockRams)
    {
        var modelled = Whole(name).Total.ShareOf(Board);
        var published = PublishedUtilisation.Overlays[name].ShareOf(Board);
        modelled.Luts.ShouldBe(published.Luts, luts);
        modelled.LutRams.ShouldBe(published.LutRams, lutRams);
        modelled.FlipFlops.ShouldBe(published.FlipFlops, flipFlops);
        modelled.BlockRams.ShouldBe(published.BlockRams, blockRams + 1e-9);
    }

    [Fact]
    public void Moves_memories_into_luts_where_block_ram_runs_out()
    {
        var kernel = Whole("cnvW2A2");
        kernel.Total.BlockRams.ShouldBeGreaterThan(140);
        var used = kernel.FitTo(BoardCatalog.PynqZ1);
        used.BlockRams.ShouldBeInRange(138, 140);
        (used.Luts - kernel.Total.Luts).ShouldBe(used.LutRams - kernel.Total.LutRams, 1e-6);
        var published = PublishedUtilisation.Overlays["cnvW2A2"].ShareOf(Board);
        used.ShareOf(Board).LutRams.ShouldBe(published.LutRams, 0.06);
        used.ShareOf(Board).Luts.ShouldBe(published.Luts, 0.03);

        // A board with room is left alone.
        kernel.FitTo(BoardCatalog.Zc706).ShouldBe(kernel.Total);
    }

    [Fact]
    public void Adds_up_layers_and_infrastructure()
    {
        foreach (var network in NetworkCatalog.All)
        {
            var kernel = ResourceModel.Of(network, network.WholeRange);
            kernel.Cumulative().Last().ShouldBe(kernel.Total);
            kernel.Cumulative().Select(sum => sum.Luts).ShouldBeInOrder();
            kernel.Layers.Select(layer => layer.Layer).ShouldBe(Enumerable.Range(0, network.Layers.Length));
            foreach (var layer in kernel.Layers)
                (layer.Pool == default).ShouldBe(!network.Layers[layer.Layer].MaxPool);
        }
    }

    [Fact]
    public void Refuses_a_range_outside_the_network() =>
        Should.Throw<ArgumentOutOfRangeException>(() => ResourceModel.Of(NetworkCatalog.CnvW2A2, new LayerRange(3, 9))).Message.ShouldContain("0..8");

    private static KernelResources Whole(string name)
    {
        var network = NetworkCatalog.Find(name);
        return ResourceModel.Of(network, network.WholeRange);
    }
}
