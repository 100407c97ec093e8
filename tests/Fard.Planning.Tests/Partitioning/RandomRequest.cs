using System.Collections.Immutable;
using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Partitioning;
using Fard.Planning.Resources;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Planning.Tests.Partitioning;

/// <summary>A network whose stages cost anything at all, and misfit here and there: nothing that a search could lean on.</summary>
internal sealed class RandomModel(int seed, int layers) : IStageModel
{
    public string Name => "random";

    public int LayerCount => layers;

    public bool TimesAddUp => false;

    public string LayerName(int layer) => $"layer {layer}";

    public double LayerSeconds(BoardDescription board, int layer) => 0;

    public long BytesBefore(int layer) => Draw(1, 0, layer, 0) % 1000;

    // Eighths are exact in binary, so that sums and comparisons are.
    public StageCost CostOf(BoardDescription board, LayerRange range)
    {
        var kind = (int)board.ClockHertz;
        var misfit = Draw(2, kind, range.First, range.Last) % 5 == 0;
        return new StageCost(
            (1 + (Draw(3, kind, range.First, range.Last) % 64)) / 8.0,
            (1 + (Draw(4, kind, range.First, range.Last) % 64)) / 8.0,
            (1 + (Draw(5, kind, range.First, range.Last) % 64)) / 64.0,
            misfit ? new StageShortfall(ResourceKind.Lut, 2, 1) : null);
    }

    private int Draw(int purpose, int kind, int first, int last) => new Random(HashOf(seed, purpose, kind, first, last)).Next(1 << 20);

    private static int HashOf(params int[] values) => values.Aggregate(17, (hash, value) => unchecked((hash * 486187739) + value + 1));
}

internal static class RandomRequest
{
    public static Arbitrary<PartitionRequest> Any { get; } = (
        from seed in Gen.Choose(0, 1_000_000)
        from layers in Gen.Choose(1, 5)
        from counts in Gen.Elements<int[]>([1], [3], [4], [1, 2], [2, 2], [3, 1], [1, 1, 2])
        from objective in Gen.Elements(Enum.GetValues<PartitionObjective>())
        from strategy in Gen.Elements(Enum.GetValues<PartitionStrategy>())
        from images in Gen.Choose(1, 40)
        from rate in Gen.Choose(1, 24)
        from pin in Gen.Choose(-6, 4)
        from free in Gen.Choose(-3, 3)
        select Build(seed, layers, counts, objective, strategy, images, rate, pin, free)).ToArbitrary();

    private static PartitionRequest Build(
        int seed, int layers, int[] counts, PartitionObjective objective, PartitionStrategy strategy, int images, int rate, int pin, int free)
    {
        var boards = counts.SelectMany((count, kind) => Enumerable.Range(0, count).Select(i => new PlanningBoard(
            $"board {kind}.{i}", BoardCatalog.PynqZ1 with { ClockHertz = kind + 1 }, kind == 1 ? 128 : double.PositiveInfinity, TimeSpan.FromSeconds(kind)))).ToImmutableArray();
        var divides = objective is PartitionObjective.LeastTransfer or PartitionObjective.BalancedResources or PartitionObjective.BalancedTime;
        var isFree = free >= 0 && free < boards.Length && boards.Length > 1;
        var request = new PartitionRequest(new RandomModel(seed, layers), boards, objective)
        {
            Strategy = divides ? PartitionStrategy.Automatic : strategy,
            Images = images,
            TargetImagesPerSecond = rate / 8.0,
            KeepFree = isFree ? [boards[free].Name] : [],
            Stages = divides ? 1 + (seed % Math.Min(layers, boards.Length - (isFree ? 1 : 0))) : null,
        };
        var pinned = boards.FirstOrDefault(board => !request.KeepFree.Contains(board.Name));
        return pin >= 0 && pin < layers && pinned is not null ? request with { Pins = request.Pins.Add(pin, pinned.Name) } : request;
    }
}
