using System.Collections.Immutable;
using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Partitioning;
using Fard.Planning.Sharing;
using Fard.Planning.Tests.Partitioning;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Planning.Tests.Sharing;

public class SharingPlannerSpec
{
    private static readonly DataflowStageModel CnvW2A2 = new(NetworkCatalog.CnvW2A2);
    private static readonly DataflowStageModel CnvW1A1 = new(NetworkCatalog.CnvW1A1);

    [Fact]
    public void Shares_by_weight()
    {
        // cnvW1A1 gives 3,052 images/s on a board, cnvW2A2 868: for equal rates it takes one board of four.
        var equal = SharingPlanner.Plan(new SharingRequest([new(CnvW2A2), new(CnvW1A1)], Boards(4)));
        equal.Plans.Select(plan => plan.Plan.BoardCount).ShouldBe([3, 1]);
        equal.Share!.Value.ShouldBe(3 * 1e8 / 115_200, 0.01);
        equal.ShareBound!.Value.ShouldBeGreaterThanOrEqualTo(equal.Share.Value);

        var heavy = SharingPlanner.Plan(new SharingRequest([new(CnvW2A2), new(CnvW1A1, Weight: 8)], Boards(4)));
        heavy.Plans.Select(plan => plan.Plan.BoardCount).ShouldBe([1, 3]);
        heavy.Plans.SelectMany(plan => plan.Plan.Stages).SelectMany(stage => stage.Boards).Select(board => board.Name).ShouldBeUnique();
    }

    [Fact]
    public void Gives_a_target_what_it_needs_and_the_rest_to_others()
    {
        var plan = SharingPlanner.Plan(new SharingRequest([new(CnvW2A2, TargetImagesPerSecond: 1_000), new(CnvW1A1)], Boards(5)) { KeepFree = ["board 4"] });
        plan.Plans[0].Plan.BoardCount.ShouldBe(2);
        plan.Plans[1].Plan.BoardCount.ShouldBe(2);
        plan.Plans.SelectMany(part => part.Request.Boards).ShouldNotContain(board => board.Name == "board 4");

        var targets = SharingPlanner.Plan(new SharingRequest([new(CnvW2A2, TargetImagesPerSecond: 500), new(CnvW1A1, TargetImagesPerSecond: 500)], Boards(5)));
        targets.Plans.Sum(part => part.Plan.BoardCount).ShouldBe(2);
        targets.Share.ShouldBeNull();
    }

    [Fact]
    public void Finds_what_trying_every_division_finds()
    {
        var cases =
            from seed in Gen.Choose(0, 100_000)
            from counts in Gen.Elements<int[]>([2], [4], [2, 2], [3, 1])
            from weight in Gen.Choose(1, 4)
            select (Seed: seed, Counts: counts, Weight: weight);
        var feasible = 0;
        Prop.ForAll(cases.ToArbitrary(), test =>
        {
            var boards = test.Counts.SelectMany((count, kind) => Enumerable.Range(0, count)
                .Select(i => new PlanningBoard($"board {kind}.{i}", BoardCatalog.PynqZ1 with { ClockHertz = kind + 1 }))).ToImmutableArray();
            var networks = ImmutableArray.Create(new SharedNetwork(new Named("a", test.Seed, 3)), new SharedNetwork(new Named("b", test.Seed + 1, 2), test.Weight));
            var best = BestDivision(networks, boards);
            var request = new SharingRequest(networks, boards);
            if (best is null)
            {
                Should.Throw<InfeasiblePlanException>(() => SharingPlanner.Plan(request));
                return;
            }

            var plan = SharingPlanner.Plan(request);
            plan.Share!.Value.ShouldBe(best.Value, 1e-9 * best.Value);
            plan.ShareBound!.Value.ShouldBeGreaterThanOrEqualTo(plan.Share.Value * (1 - 1e-9));
            plan.Plans.Zip(networks).Min(pair => pair.First.Plan.ImagesPerSecond / pair.Second.Weight).ShouldBeGreaterThanOrEqualTo(best.Value * (1 - 1e-9));
            feasible++;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
        feasible.ShouldBeInRange(40, 149);
    }

    [Fact]
    public void Says_why_networks_do_not_fit_side_by_side()
    {
        var request = new SharingRequest([new(CnvW2A2, TargetImagesPerSecond: 1_500), new(CnvW1A1, TargetImagesPerSecond: 4_000)], Boards(3));
        Should.Throw<InfeasiblePlanException>(() => SharingPlanner.Plan(request)).Message.ShouldContain("cnvW2A2 at 1,500 images/s at least 2, cnvW1A1 at 4,000 images/s at least 2");
        Should.Throw<ArgumentException>(() => SharingPlanner.Plan(request with { Networks = [] })).Message.ShouldContain("no networks");
        Should.Throw<ArgumentException>(() => SharingPlanner.Plan(request with { Networks = [new(CnvW2A2), new(CnvW2A2)] })).Message.ShouldContain("2 times");
        Should.Throw<ArgumentException>(() => SharingPlanner.Plan(request with { Networks = [new(CnvW2A2, 0)] })).Message.ShouldContain("above 0");
    }

    private static ImmutableArray<PlanningBoard> Boards(int count) => [.. Enumerable.Range(0, count).Select(i => new PlanningBoard($"board {i}", BoardCatalog.PynqZ1))];

    // Every way to give each board to one of the two networks, or to none: more boards never harm, so none is not tried.
    private static double? BestDivision(ImmutableArray<SharedNetwork> networks, ImmutableArray<PlanningBoard> boards)
    {
        double? best = null;
        for (var set = 1; set < (1 << boards.Length) - 1; set++)
        {
            var parts = new[] { boards.Where((_, i) => (set >> i & 1) == 1), boards.Where((_, i) => (set >> i & 1) == 0) };
            var intervals = networks.Select((network, i) => BruteForce.Best(new PartitionRequest(network.Model, [.. parts[i]], PartitionObjective.HighestThroughput)) * network.Weight).ToArray();
            if (intervals.All(interval => interval is not null))
                best = Math.Max(best ?? 0, 1 / intervals.Max()!.Value);
        }

        return best;
    }

    private sealed class Named(string name, int seed, int layers) : IStageModel
    {
        private readonly RandomModel _model = new(seed, layers);

        public string Name => name;

        public int LayerCount => _model.LayerCount;

        public bool TimesAddUp => false;

        public string LayerName(int layer) => _model.LayerName(layer);

        public double LayerSeconds(BoardDescription board, int layer) => _model.LayerSeconds(board, layer);

        public long BytesBefore(int layer) => _model.BytesBefore(layer);

        public StageCost CostOf(BoardDescription board, LayerRange layers) => _model.CostOf(board, layers);
    }
}
