using Fard.Networks.Description;
using Fard.Planning.Partitioning;
using Fard.Planning.ResNet;

namespace Fard.Planning.Tests.ResNet;

public class MKubosModelSpec
{
    [Fact]
    public void Reproduces_the_published_rate_of_the_published_split_within_2_percent()
    {
        var slowest = MKubosModel.PublishedSplit.Max(layers => MKubosModel.Create().CostOf(MKubosModel.Board, layers).SecondsPerImage);
        (1 / slowest).ShouldBe(MKubosModel.PublishedImagesPerSecond, MKubosModel.PublishedImagesPerSecond * 0.02);
    }

    [Theory]
    [InlineData(MKubosModel.FittedTileCycles, new[] { 3, 10, 15 }, 75.5)]
    [InlineData(MKubosModel.EstimatedTileCycles, new[] { 3, 9, 15 }, 86.6)]
    public void Finds_the_best_four_way_cut(int tileCycles, int[] firstBlocks, double imagesPerSecond)
    {
        var boards = Enumerable.Range(0, 4).Select(i => new PlanningBoard($"m-kubos {i}", MKubosModel.Board, double.PositiveInfinity));
        var plan = PartitionPlanner.Plan(new PartitionRequest(MKubosModel.Create(tileCycles), [.. boards], PartitionObjective.BalancedTime));
        plan.Stages.Skip(1).Select(stage => stage.Layers.First).ShouldBe(firstBlocks);
        plan.ImagesPerSecond.ShouldBe(imagesPerSecond, 0.1);
        plan.ImagesPerSecond.ShouldBeGreaterThanOrEqualTo(
            1 / MKubosModel.PublishedSplit.Max(layers => MKubosModel.Create(tileCycles).CostOf(MKubosModel.Board, layers).SecondsPerImage));
    }

    [Fact]
    public void Moves_the_published_bytes_between_boards()
    {
        var model = MKubosModel.Create();
        MKubosModel.PublishedSplit.Select(layers => model.BytesBefore(layers.First)).ShouldBe([602_112, 802_816, 200_704, 100_352]);
        MKubosModel.PublishedSplit.Select(layers => model.LayerName(layers.First)).ShouldBe(["conv1", "layer1.2", "layer3.2", "layer4.1"]);
        MKubosModel.PublishedSplit.Sum(layers => layers.Count).ShouldBe(model.LayerCount);
        model.CostOf(MKubosModel.Board, new LayerRange(17, 17)).SecondsPerImage.ShouldBeGreaterThan(0);
    }
}
