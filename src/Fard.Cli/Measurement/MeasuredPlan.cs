using System.Collections.Immutable;
using System.Globalization;
using Fard.Cli.CommandLine;
using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Partitioning;
using Fard.Planning.Timing;

namespace Fard.Cli.Measurement;

/// <summary>A plan of cnvW2A2 on PYNQ-Z1 boards that <c>fard plan measure</c> predicts and measures.</summary>
/// <param name="Case">Its name on the command line.</param>
/// <param name="Ranges">The layers of each position.</param>
/// <param name="Replicas">The boards of each position.</param>
/// <param name="Model">The prediction: kernels by the cycle model, links that take no time (all of them are loopback), no software.</param>
internal sealed record MeasuredPlan(string Case, ImmutableArray<LayerRange> Ranges, ImmutableArray<int> Replicas, PipelineModel Model)
{
    private static readonly NetworkDescription Network = NetworkCatalog.CnvW2A2;
    private static readonly int[] DataParallelBoards = [2, 4, 8];
    private static readonly DataflowStageModel StageModel = new(Network);

    /// <summary>The names of all cases.</summary>
    public static ImmutableArray<string> Names { get; } = [.. At(BoardCatalog.PynqZ1).Select(plan => plan.Case)];

    /// <summary>All of them: cut after each layer on 2 boards; data-parallel on 2, 4 and 8; fused on 5, the planner's best and three boards before two.</summary>
    /// <param name="board">The boards that are planned for.</param>
    public static ImmutableArray<MeasuredPlan> At(BoardDescription board) =>
    [
        .. Enumerable.Range(0, Network.Layers.Length - 1).Select(cut => Split(board, cut)),
        .. DataParallelBoards.Select(boards => DataParallel(board, boards)),
        FusedBest(board, 5),
        FusedGiven(board),
    ];

    /// <summary>Boards that a job takes.</summary>
    public int Boards => Replicas.Sum();

    /// <summary>The plan's shape, such as <c>0..5 x3, 6..8 x2</c>.</summary>
    public string Shape => string.Join(", ", Ranges.Zip(Replicas, (range, boards) => string.Create(CultureInfo.InvariantCulture, $"{range} x{boards}")));

    /// <summary>The chunks after which dealing begins again at every position at once.</summary>
    public int Period => Enumerable.Range(1, Replicas.Aggregate((product, boards) => product * boards)).First(period => Replicas.All(boards => period % boards == 0));

    /// <summary>The plans of these names; a name without its number, such as <c>split</c>, is all of its kind. None: all.</summary>
    /// <exception cref="CliException">There is no such case.</exception>
    public static ImmutableArray<MeasuredPlan> Named(IReadOnlyCollection<string> names, BoardDescription board)
    {
        static bool Has(string plan, string name) => plan == name || plan.StartsWith(name + "-", StringComparison.Ordinal);
        if (names.FirstOrDefault(name => !Names.Any(plan => Has(plan, name))) is { } unknown)
        {
            throw new CliException(
                $"--case: there is no case '{unknown}'.",
                $"The cases are {string.Join(", ", Names)}; split, data-parallel and fused are all of their kind.",
                ExitCodes.Usage);
        }

        return [.. At(board).Where(plan => names.Count == 0 || names.Any(name => Has(plan.Case, name)))];
    }

    private static MeasuredPlan Split(BoardDescription board, int after) => Planned(board, $"split-{after}", 2, PartitionStrategy.Pipeline, PartitionObjective.BalancedTime, after);

    private static MeasuredPlan DataParallel(BoardDescription board, int boards) =>
        Planned(board, $"data-parallel-{boards}", boards, PartitionStrategy.ScatterGather, PartitionObjective.HighestThroughput, null);

    private static MeasuredPlan FusedBest(BoardDescription board, int boards) =>
        Planned(board, $"fused-{boards}", boards, PartitionStrategy.Fused, PartitionObjective.HighestThroughput, null);

    // No objective of the planner asks for it, but chunks cross between positions of different numbers of boards in it.
    private static MeasuredPlan FusedGiven(BoardDescription board)
    {
        ImmutableArray<LayerRange> ranges = [new(0, 5), new(6, 8)];
        ImmutableArray<int> replicas = [3, 2];
        var positions = PipelineModel.Of(Network, ranges, board.ClockHertz).Positions;
        return new MeasuredPlan("fused-3-2", ranges, replicas, new PipelineModel([.. positions.Zip(replicas, (position, boards) => position with { Replicas = boards })]));
    }

    private static MeasuredPlan Planned(BoardDescription board, string name, int boards, PartitionStrategy strategy, PartitionObjective objective, int? cutAfter)
    {
        var list = Enumerable.Range(0, boards).Select(i => new PlanningBoard($"board-{i}", board, double.PositiveInfinity)).ToImmutableArray();
        var pins = cutAfter is { } cut
            ? Enumerable.Range(0, Network.Layers.Length).ToImmutableDictionary(layer => layer, layer => list[layer <= cut ? 0 : 1].Name)
            : ImmutableDictionary<int, string>.Empty;
        var plan = PartitionPlanner.Plan(new PartitionRequest(StageModel, list, objective) { Strategy = strategy, Pins = pins });
        return new MeasuredPlan(
            name, [.. plan.Stages.Select(stage => stage.Layers)], [.. plan.Stages.Select(stage => stage.Boards.Length)], PlannedPipeline.Of(plan, StageModel));
    }
}
