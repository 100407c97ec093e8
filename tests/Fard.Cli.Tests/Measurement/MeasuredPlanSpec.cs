using Fard.Cli.Measurement;
using Fard.Hardware.Boards;

namespace Fard.Cli.Tests.Measurement;

public class MeasuredPlanSpec
{
    [Fact]
    public void Covers_every_split_data_parallel_boards_and_fused_plans() =>
        MeasuredPlan.At(BoardCatalog.PynqZ1).Select(plan => $"{plan.Case}: {plan.Shape}").ShouldBe(
        [
            "split-0: 0..0 x1, 1..8 x1",
            "split-1: 0..1 x1, 2..8 x1",
            "split-2: 0..2 x1, 3..8 x1",
            "split-3: 0..3 x1, 4..8 x1",
            "split-4: 0..4 x1, 5..8 x1",
            "split-5: 0..5 x1, 6..8 x1",
            "split-6: 0..6 x1, 7..8 x1",
            "split-7: 0..7 x1, 8..8 x1",
            "data-parallel-2: 0..8 x2",
            "data-parallel-4: 0..8 x4",
            "data-parallel-8: 0..8 x8",
            "fused-5: 0..7 x4, 8..8 x1",
            "fused-3-2: 0..5 x3, 6..8 x2",
        ]);

    [Theory]
    [InlineData("split-5", 868.1, 26.07)]
    [InlineData("data-parallel-4", 3472.2, 8.79)]
    [InlineData("fused-3-2", 2604.2, 11.25)]
    public void Predicts_what_the_boards_alone_need(string name, double imagesPerSecond, double responseOf20Ms)
    {
        var model = MeasuredPlan.Named([name], BoardCatalog.PynqZ1).Single().Model;

        model.ImagesPerSecond.ShouldBe(imagesPerSecond, 0.1);
        model.Response(20, 1).TotalMilliseconds.ShouldBe(responseOf20Ms, 0.01);
    }

    [Theory]
    [InlineData("split", 8)]
    [InlineData("data-parallel", 3)]
    [InlineData("fused", 2)]
    [InlineData("split-3", 1)]
    public void Finds_a_case_or_all_of_a_kind(string name, int count) => MeasuredPlan.Named([name], BoardCatalog.PynqZ1).Length.ShouldBe(count);

    [Fact]
    public void Counts_the_chunks_after_which_dealing_begins_again()
    {
        MeasuredPlan.Named(["fused-3-2"], BoardCatalog.PynqZ1).Single().Period.ShouldBe(6);
        MeasuredPlan.Named(["split-3"], BoardCatalog.PynqZ1).Single().Period.ShouldBe(1);
        MeasuredPlan.Named(["data-parallel-8"], BoardCatalog.PynqZ1).Single().Period.ShouldBe(8);
    }
}
