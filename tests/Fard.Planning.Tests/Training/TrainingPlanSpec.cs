using Fard.Planning.Training;

namespace Fard.Planning.Tests.Training;

public class TrainingPlanSpec
{
    private static readonly TrainingBoard Fast = TrainingBoard.Virtex7 with { LinkBitsPerSecond = double.PositiveInfinity };

    [Theory]
    [InlineData("alexnet", 724.4e6, 60.95e6)]
    [InlineData("vgg16", 15_470e6, 138.34e6)]
    [InlineData("vgg19", 19_632e6, 143.65e6)]
    public void Knows_the_networks(string name, double forwardMacs, double weights)
    {
        var network = TrainingNetwork.TryFind(name)!;
        network.Layers.Sum(layer => (double)layer.ForwardMacs).ShouldBe(forwardMacs, forwardMacs * 0.001);
        network.Layers.Sum(layer => (double)layer.Weights).ShouldBe(weights, weights * 0.001);
        network.Macs.ShouldBe((3 * forwardMacs) - network.Layers[0].ForwardMacs, forwardMacs * 0.003);
    }

    [Fact]
    public void Gives_every_board_the_same_work_and_every_layer_all_of_its_own()
    {
        foreach (var network in TrainingNetwork.All)
        {
            foreach (var boards in new[] { 6, 7, 16, 83, 128 })
            {
                var plan = TrainingPlan.Of(network, Fast, boards);
                foreach (var stage in plan.Stages)
                    stage.Shares.Sum(share => (share.To - share.From) * network.MacsOf(share.Layer)).ShouldBe(network.Macs / boards, network.Macs / boards * 1e-6);
                for (var layer = 0; layer < network.Layers.Length; layer++)
                    plan.Stages.SelectMany(stage => stage.Shares).Where(share => share.Layer == layer).Sum(share => share.To - share.From).ShouldBe(1, 1e-9);
                plan.ImagesPerSecond.ShouldBe(boards * 3_600 * 200e6 / network.Macs, 1e-6 * plan.ImagesPerSecond);
            }
        }
    }

    [Fact]
    public void Keeps_all_weights_and_no_board_more_than_it_can()
    {
        foreach (var boards in new[] { 5, 6, 9, 30 })
        {
            var plan = TrainingPlan.Of(TrainingNetwork.Vgg16, Fast, boards);
            plan.Stages.Sum(stage => stage.StoredWeightBytes).ShouldBe(plan.Stages.Sum(stage => stage.OwnWeightBytes), 1);
            plan.Stages.ShouldAllBe(stage => stage.StoredWeightBytes <= Fast.WeightBytes + 1);
        }

        // Five boards keep the 29.4 MB only with excess moved to neighbours; thirty without.
        TrainingPlan.Of(TrainingNetwork.Vgg16, Fast, 5).Stages.ShouldContain(stage => stage.OwnWeightBytes > Fast.WeightBytes);
        TrainingPlan.Of(TrainingNetwork.Vgg16, Fast, 30).Stages.ShouldAllBe(stage => stage.OwnWeightBytes == stage.StoredWeightBytes);
        Should.Throw<ArgumentException>(() => TrainingPlan.Of(TrainingNetwork.Vgg16, Fast, 4)).Message.ShouldContain("at least 5 boards");
    }

    [Fact]
    public void Counts_what_crosses_a_cut_by_hand()
    {
        // Two layers of equal work: a cut between them carries the first's output in both directions, 2 bytes a value.
        var first = new TrainingLayer("a", 8, 4, 8, 4, 3);
        var network = new TrainingNetwork("two", [first, first with { Name = "b", OutputSide = 8, Kernel = 1, OutputChannels = 24 }]);
        network.MacsOf(0).ShouldBe(2 * 64.0 * 144);
        network.MacsOf(1).ShouldBe(3 * 64.0 * 96);
        var between = TrainingPlan.Of(network, Fast, 2).Links.Single();
        between.ShouldBe(new TrainingLink(8 * 8 * 4 * 2, 8 * 8 * 4 * 2));

        // Cut in three, the first cut is at two thirds of layer a. By output channels, input and 2/3 of the output go up; its input has no errors, so only 2/3 of the
        // output's errors come down.
        var within = TrainingPlan.Of(network, Fast, 3).Links[0];
        within.Forward.ShouldBe(2 * (256 + (256 * 2 / 3.0)), 1e-6);
        within.Backward.ShouldBe(2 * 256 * 2 / 3.0, 1e-6);
    }

    [Fact]
    public void Stops_to_scale_where_a_link_is_full()
    {
        var slow = TrainingScaling.Of(TrainingNetwork.AlexNet, TrainingBoard.Virtex7, 128);
        var fast = TrainingScaling.Of(TrainingNetwork.AlexNet, TrainingBoard.Virtex7 with { LinkBitsPerSecond = TrainingBoard.FastLinkBitsPerSecond }, 128);
        var (end, later) = (slow.LinearTo!.Value, fast.LinearTo!.Value);
        end.ShouldBeLessThan(later);
        slow.Points.Single(plan => plan.Stages.Length == end).IsLinear.ShouldBeTrue();
        var next = slow.Points.Single(plan => plan.Stages.Length == end + 1);
        next.ImagesPerSecond.ShouldBe(1 / next.LinkSeconds);
        next.LinkSeconds.ShouldBeGreaterThan(next.ComputeSeconds);
    }

    [Fact]
    public void Needs_no_link_for_one_board()
    {
        var plan = TrainingPlan.Of(TrainingNetwork.AlexNet, TrainingBoard.Virtex7, 1);
        plan.Links.ShouldBeEmpty();
        plan.IsLinear.ShouldBeTrue();
    }
}
