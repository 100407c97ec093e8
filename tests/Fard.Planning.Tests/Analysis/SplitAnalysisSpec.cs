using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Analysis;
using Fard.Planning.Resources;

namespace Fard.Planning.Tests.Analysis;

public class SplitAnalysisSpec
{
    private static readonly SplitAnalysis Papers = SplitAnalysis.Of(NetworkCatalog.CnvW2A2, BoardCatalog.PynqZ1);

    [Fact]
    public void Covers_every_split_point()
    {
        Papers.Points.Select(point => point.AfterLayer).ShouldBe(Enumerable.Range(0, 8));
        Papers.Points.Select(point => point.BytesPerImage).ShouldBe([14400, 3136, 4608, 800, 576, 64, 128, 128]);
        foreach (var point in Papers.Points)
        {
            (point.First.Layers, point.Second.Layers).ShouldBe((new LayerRange(0, point.AfterLayer), new LayerRange(point.AfterLayer + 1, 8)));
            point.ImagesPerSecond.ShouldBe(868.06, 0.01);
            point.LatencyOfOne.ShouldBeGreaterThanOrEqualTo(Papers.Whole.Latency);
        }
    }

    [Fact]
    public void Stands_beside_table_I_where_the_paper_has_a_row()
    {
        Papers.Points.Count(point => point.Comparison is not null).ShouldBe(6);
        foreach (var point in Papers.Points.Take(6))
        {
            var errors = point.Comparison!.Errors.ToDictionary(error => error.Kind, error => error.Points);
            Math.Abs(errors[ResourceKind.BlockRam]).ShouldBeLessThan(1);
            Math.Abs(errors[ResourceKind.Lut]).ShouldBeLessThan(5);
        }

        SplitAnalysis.Of(NetworkCatalog.CnvW1A1, BoardCatalog.PynqZ1).Points.ShouldAllBe(point => point.Comparison == null);
        SplitAnalysis.Of(NetworkCatalog.CnvW2A2, BoardCatalog.Ultra96).Points.ShouldAllBe(point => point.Comparison == null);
    }

    [Fact]
    public void Says_which_halves_fit()
    {
        Papers.Points[5].First.Fits.ShouldBeTrue();
        var tiny = BoardCatalog.PynqZ1 with { Luts = 20_000 };
        SplitAnalysis.Of(NetworkCatalog.CnvW2A2, tiny).Points[5].First.Fits.ShouldBeFalse();
    }
}
