using System.Collections.Immutable;
using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Partitioning;
using Fard.Planning.Resources;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Planning.Tests.Partitioning;

public class PartitionPlannerSpec
{
    private static readonly DataflowStageModel CnvW2A2 = new(NetworkCatalog.CnvW2A2);

    [Fact]
    public void Finds_what_trying_every_plan_finds()
    {
        var feasible = 0;
        Prop.ForAll(RandomRequest.Any, request =>
        {
            var best = BruteForce.Best(request);
            if (best is null)
            {
                Should.Throw<InfeasiblePlanException>(() => PartitionPlanner.Plan(request));
                return;
            }

            var plan = PartitionPlanner.Plan(request);
            plan.Value.ShouldBe(best.Value, 1e-6);
            plan.LowerBound.ShouldBeLessThanOrEqualTo(plan.Value + 1e-6);
            CheckThatItIsAPlan(request, plan);
            feasible++;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
        feasible.ShouldBeInRange(150, 399);
    }

    [Fact]
    public void Bounds_added_up_times_from_below()
    {
        var layers = Gen.ListOf(Gen.Choose(1, 1000).Select(cycles => new SequentialLayer("block", cycles * 1e6, cycles % 7)), 6);
        Prop.ForAll(layers.ToArbitrary(), list =>
        {
            var model = new SequentialStageModel("sums", [.. list], 3, 1e5);
            var request = new PartitionRequest(model, Boards(BoardCatalog.PynqZ1, 4), PartitionObjective.HighestThroughput);
            foreach (var objective in new[] { PartitionObjective.HighestThroughput, PartitionObjective.BalancedTime, PartitionObjective.ShortestResponse })
            {
                var plan = PartitionPlanner.Plan(request with { Objective = objective, Images = 10 });
                plan.Value.ShouldBe(BruteForce.Best(request with { Objective = objective, Images = 10, Stages = objective == PartitionObjective.BalancedTime ? 4 : null })!.Value, 1e-9);
                plan.LowerBound.ShouldBeInRange(plan.Value * 0.3, plan.Value * (1 + 1e-9));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    [Theory]
    [InlineData(PartitionObjective.LeastTransfer, 5)]
    [InlineData(PartitionObjective.HighestThroughput, -1)]
    public void Cuts_cnvW2A2_in_two(PartitionObjective objective, int lastOfFirst)
    {
        var plan = PartitionPlanner.Plan(new PartitionRequest(CnvW2A2, Boards(BoardCatalog.PynqZ1, 2), objective));
        plan.Stages.Sum(stage => stage.Layers.Count).ShouldBe(9);
        if (lastOfFirst >= 0)
        {
            // 64 bytes after layer 5, the narrowest stream.
            plan.Stages[0].Layers.ShouldBe(new LayerRange(0, lastOfFirst));
            plan.Value.ShouldBe(64);
            plan.LowerBound.ShouldBe(64);
        }
        else
        {
            // Two whole overlays side by side: twice 868 images/s.
            plan.Stages.Single().Boards.Length.ShouldBe(2);
            plan.ImagesPerSecond.ShouldBe(2 * 1e8 / 115_200, 0.01);
        }
    }

    [Fact]
    public void Keeps_to_pins_free_boards_and_the_lut_cap()
    {
        var request = new PartitionRequest(CnvW2A2, Boards(BoardCatalog.PynqZ1, 4), PartitionObjective.LeastTransfer)
        {
            Pins = ImmutableDictionary<int, string>.Empty.Add(0, "board 2").Add(8, "board 1"),
            KeepFree = ["board 0"],
            Stages = 2,
        };
        var plan = PartitionPlanner.Plan(request);
        plan.Stages.Select(stage => stage.Boards.Single().Name).ShouldBe(["board 2", "board 1"]);

        var capped = PartitionPlanner.Plan(request with { MaxLuts = 25_000 });
        foreach (var stage in capped.Stages)
            ResourceModel.Of(NetworkCatalog.CnvW2A2, stage.Layers).FitTo(BoardCatalog.PynqZ1).Luts.ShouldBeLessThanOrEqualTo(25_000);
        capped.Value.ShouldBeGreaterThan(plan.Value);
    }

    [Fact]
    public void Says_which_layer_does_not_fit_on_what_and_by_how_much()
    {
        var small = BoardCatalog.PynqZ1 with { Name = "small", BlockRams = 40, Part = "part", LutRams = 1_000 };
        var error = Should.Throw<InfeasiblePlanException>(
            () => PartitionPlanner.Plan(new PartitionRequest(CnvW2A2, Boards(small, 3), PartitionObjective.HighestThroughput)));
        error.Layer.ShouldNotBeNull();
        error.Message.ShouldContain("does not fit on board 0 (small) alone");
        error.Message.ShouldContain("too many");
        error.Shortfall!.Needed.ShouldBeGreaterThan(error.Shortfall.Available);
    }

    [Fact]
    public void Says_where_the_boards_are_full()
    {
        var model = new SequentialStageModel("heavy", [.. Enumerable.Range(0, 5).Select(i => new SequentialLayer($"block {i}", 1e6, 8, 300L << 20))], 8);
        var error = Should.Throw<InfeasiblePlanException>(
            () => PartitionPlanner.Plan(new PartitionRequest(model, Boards(BoardCatalog.PynqZ1, 3), PartitionObjective.HighestThroughput)));
        error.Layer.ShouldBe(3);
        error.Message.ShouldContain("block 3 does not fit");
        error.Message.ShouldContain("memory");
    }

    [Fact]
    public void Says_what_rate_could_be_reached()
    {
        var request = new PartitionRequest(CnvW2A2, Boards(BoardCatalog.PynqZ1, 3), PartitionObjective.FewestBoards) { TargetImagesPerSecond = 10_000 };
        Should.Throw<InfeasiblePlanException>(() => PartitionPlanner.Plan(request)).Message.ShouldContain("2,604.2");
        PartitionPlanner.Plan(request with { TargetImagesPerSecond = 1_500 }).BoardCount.ShouldBe(2);
    }

    [Fact]
    public void Refuses_requests_that_contradict_themselves()
    {
        var request = new PartitionRequest(CnvW2A2, Boards(BoardCatalog.PynqZ1, 2), PartitionObjective.LeastTransfer);
        Refusal(request with { Boards = [] }).ShouldContain("no boards");
        Refusal(request with { Stages = 3 }).ShouldContain("1 to 2");
        Refusal(request with { Images = 0 }).ShouldContain("at least 1 image");
        Refusal(request with { Strategy = PartitionStrategy.Fused }).ShouldContain("Pipeline or Automatic");
        Refusal(request with { Objective = PartitionObjective.FewestBoards }).ShouldContain("target rate");
        Refusal(request with { Objective = PartitionObjective.HighestThroughput, Stages = 2 }).ShouldContain("itself");
        Refusal(request with { Pins = request.Pins.Add(9, "board 0") }).ShouldContain("0..8");
        Refusal(request with { Pins = request.Pins.Add(0, "nowhere") }).ShouldContain("nowhere");
        Refusal(request with { Pins = request.Pins.Add(0, "board 0"), KeepFree = ["board 0"] }).ShouldContain("kept free");
        Refusal(request with { Boards = [.. request.Boards, request.Boards[0]] }).ShouldContain("unique");
        Refusal(request with { Boards = [request.Boards[0] with { LinkBytesPerSecond = 0 }] }).ShouldContain("rate");
        Should.Throw<InfeasiblePlanException>(() => PartitionPlanner.Plan(request with { KeepFree = ["board 0", "board 1"] })).Message.ShouldContain("kept free");
    }

    private static string Refusal(PartitionRequest request) => Should.Throw<ArgumentException>(() => PartitionPlanner.Plan(request)).Message;

    private static ImmutableArray<PlanningBoard> Boards(BoardDescription board, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new PlanningBoard($"board {i}", board))];

    private static void CheckThatItIsAPlan(PartitionRequest request, PartitionPlan plan)
    {
        plan.Stages.SelectMany(stage => Enumerable.Range(stage.Layers.First, stage.Layers.Count)).ShouldBe(Enumerable.Range(0, request.Model.LayerCount));
        var names = plan.Stages.SelectMany(stage => stage.Boards).Select(board => board.Name).ToArray();
        names.ShouldBeUnique();
        names.ShouldBeSubsetOf(request.Boards.Select(board => board.Name));
        names.ShouldNotContain(name => request.KeepFree.Contains(name));
        foreach (var (layer, board) in request.Pins)
            plan.Stages.Single(stage => stage.Layers.First <= layer && layer <= stage.Layers.Last).Boards.Single().Name.ShouldBe(board);
    }
}
