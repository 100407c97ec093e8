using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Folding;
using Fard.Planning.Partitioning;
using Fard.Planning.Resources;

namespace Fard.Planning.Tests.Folding;

public class FoldingSearchSpec
{
    private static readonly ResourceVector Zynq = ResourceVector.CapacityOf(BoardCatalog.Zc706);

    [Theory]
    [InlineData(100)]
    [InlineData(868)]
    [InlineData(3000)]
    public void Reaches_the_rate_with_a_valid_folding_that_fits(double rate)
    {
        var folded = FoldingSearch.CheapestFor(NetworkCatalog.CnvW2A2, BoardCatalog.Zc706, rate);
        DescriptionValidator.Validate(folded.Network);
        folded.ImagesPerSecond.ShouldBeGreaterThanOrEqualTo(rate);
        folded.Used.ShareOf(Zynq).Largest.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Takes_no_more_than_the_published_folding_at_its_rate()
    {
        var (network, board) = (NetworkCatalog.CnvW2A2, BoardCatalog.Zc706);
        var folded = FoldingSearch.CheapestFor(network, board, (double)board.ClockHertz / 115_200);
        Shares(folded.Network).ShouldBeLessThanOrEqualTo(Shares(network) + 1e-9);
    }

    [Fact]
    public void Finds_no_cheaper_layer_by_trying_all()
    {
        var (network, board) = (NetworkCatalog.CnvW2A2, BoardCatalog.Zc706);
        var folded = FoldingSearch.CheapestFor(network, board, 1000).Network;
        const int layer = 2;
        foreach (var pe in new[] { 1, 2, 4, 8, 16, 32, 64, 128 })
        {
            foreach (var simd in new[] { 1, 2, 4, 8, 16, 32 })
            {
                var other = folded with { Layers = folded.Layers.SetItem(layer, folded.Layers[layer] with { Pe = pe, Simd = simd }) };
                if (other.Layers[layer].CyclesPerImage <= board.ClockHertz / 1000)
                    Shares(other).ShouldBeGreaterThanOrEqualTo(Shares(folded) - 1e-9);
            }
        }
    }

    [Fact]
    public void Finds_a_faster_folding_on_a_larger_board()
    {
        var small = FoldingSearch.FastestOn(NetworkCatalog.CnvW1A1, BoardCatalog.PynqZ1 with { ClockHertz = 100_000_000 });
        var large = FoldingSearch.FastestOn(NetworkCatalog.CnvW1A1, BoardCatalog.Zc706 with { ClockHertz = 100_000_000 });
        small.Used.ShareOf(ResourceVector.CapacityOf(BoardCatalog.PynqZ1)).Largest.ShouldBeLessThanOrEqualTo(1);
        large.ImagesPerSecond.ShouldBeGreaterThan(small.ImagesPerSecond);
    }

    [Fact]
    public void Says_why_a_rate_is_out_of_reach()
    {
        Should.Throw<InfeasiblePlanException>(() => FoldingSearch.CheapestFor(NetworkCatalog.CnvW2A2, BoardCatalog.PynqZ1, 10_000_000)).Layer.ShouldBe(0);
        var tight = Should.Throw<InfeasiblePlanException>(() => FoldingSearch.CheapestFor(NetworkCatalog.CnvW2A2, BoardCatalog.PynqZ1, 7_000));
        tight.Message.ShouldContain("does not fit on pynq-z1");
        tight.Shortfall!.Needed.ShouldBeGreaterThan(tight.Shortfall.Available);
        Should.Throw<InfeasiblePlanException>(() => FoldingSearch.FastestOn(NetworkCatalog.CnvW2A2, BoardCatalog.PynqZ1 with { Luts = 9_000 }));
    }

    private static double Shares(NetworkDescription network) =>
        ResourceModel.Of(network, network.WholeRange).Layers.Sum(layer => layer.Total.ShareOf(Zynq).Amounts().Sum(share => share.Amount));
}
