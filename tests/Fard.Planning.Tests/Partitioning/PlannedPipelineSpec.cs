using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Analysis;
using Fard.Planning.Partitioning;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Planning.Tests.Partitioning;

public class PlannedPipelineSpec
{
    private static readonly DataflowStageModel CnvW2A2 = new(NetworkCatalog.CnvW2A2);

    [Fact]
    public void Is_as_fast_as_the_plan_and_answers_no_later()
    {
        var checkedPlans = 0;
        Prop.ForAll(RandomRequest.Any, request =>
        {
            PartitionPlan plan;
            try
            {
                plan = PartitionPlanner.Plan(request);
            }
            catch (InfeasiblePlanException)
            {
                return;
            }

            // Over links of different rates the slower board decides, which the search leaves aside.
            if (plan.Stages.SelectMany(stage => stage.Boards).Select(board => board.LinkBytesPerSecond).Distinct().Count() > 1)
                return;
            var pipeline = PlannedPipeline.Of(plan, request.Model);
            pipeline.ImagesPerSecond.ShouldBe(plan.ImagesPerSecond, plan.ImagesPerSecond * 1e-6);
            pipeline.Response(request.Images, 1).TotalSeconds.ShouldBeLessThanOrEqualTo(plan.ResponseSeconds(request.Images) + 1e-4);
            if (plan.Stages.All(stage => stage.Boards.Length == 1))
                pipeline.Response(request.Images, 1).TotalSeconds.ShouldBe(plan.ResponseSeconds(request.Images), 1e-4);
            checkedPlans++;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
        checkedPlans.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Has_replicas_answer_the_first_images_side_by_side()
    {
        var summary = PlanSummary.Of(new PartitionRequest(CnvW2A2, [.. Boards(8)], PartitionObjective.HighestThroughput) { Images = 8 });
        summary.Plan.Stages.Single().Boards.Length.ShouldBe(8);
        summary.Response.TotalMilliseconds.ShouldBe(4.1796, 0.06);
        summary.Plan.ResponseSeconds(8).ShouldBeGreaterThan(summary.Response.TotalSeconds);
        summary.FreeBoards.ShouldBeEmpty();
        summary.Strategies.Single(result => result.Strategy == PartitionStrategy.CoreAssignment).WhyNot.ShouldNotBeNull();
    }

    [Fact]
    public void Trades_bytes_against_balance_along_the_whole_front()
    {
        var request = new PartitionRequest(CnvW2A2, [.. Boards(3)], PartitionObjective.LeastTransfer) { Stages = 3 };
        var front = TradeOffSearch.BytesAgainstBalance(request);
        front.Select(plan => plan.TransferredBytes).ShouldBeInOrder();
        front.Select(plan => plan.Value).ShouldBeInOrder(SortDirection.Descending);
        front[0].TransferredBytes.ShouldBe((long)PartitionPlanner.Plan(request).Value);
        front[^1].Value.ShouldBe(PartitionPlanner.Plan(request with { Objective = PartitionObjective.BalancedResources }).Value);

        // Every cut in three is beaten or met by a point of the front.
        for (var first = 0; first < 7; first++)
        {
            for (var second = first + 1; second < 8; second++)
            {
                LayerRange[] parts = [new(0, first), new(first + 1, second), new(second + 1, 8)];
                var use = parts.Max(part => CnvW2A2.CostOf(BoardCatalog.PynqZ1, part).Utilisation);
                var bytes = CnvW2A2.BytesBefore(first + 1) + CnvW2A2.BytesBefore(second + 1);
                front.ShouldContain(plan => plan.TransferredBytes <= bytes && plan.Value <= use + 1e-9);
            }
        }
    }

    private static IEnumerable<PlanningBoard> Boards(int count) => Enumerable.Range(0, count).Select(i => new PlanningBoard($"board {i}", BoardCatalog.PynqZ1));
}
