using System.Collections.Immutable;
using Fard.Hardware.Boards;
using Fard.Networks.Description;

namespace Fard.Planning.Partitioning;

/// <summary>Boards that are alike to the search, and how many there are.</summary>
internal sealed record BoardKind(BoardDescription Board, double LinkBytesPerSecond, TimeSpan LinkLatency, ImmutableArray<PlanningBoard> Boards, ImmutableArray<int> PinnedLayers)
{
    public int Count => Boards.Length;
}

/// <summary>The costs of all ranges of layers on all kinds of boards, worked out once for a search.</summary>
internal sealed class StageTable
{
    private readonly StageCost[][] _costs;

    public StageTable(PartitionRequest request)
    {
        Model = request.Model;
        LayerCount = Model.LayerCount;
        Kinds = KindsOf(request);
        Replicates = !request.DividesOnly && request.Strategy != PartitionStrategy.Pipeline;
        _costs = new StageCost[Kinds.Length][];
        Measure = new double[Kinds.Length][];
        Latency = new double[Kinds.Length][];
        for (var kind = 0; kind < Kinds.Length; kind++)
            Fill(kind, request);
    }

    public IStageModel Model { get; }

    public int LayerCount { get; }

    public ImmutableArray<BoardKind> Kinds { get; }

    /// <summary>Whether a stage may have more than one board.</summary>
    public bool Replicates { get; }

    /// <summary>By kind and range: what the search bounds, seconds per image on one board or utilisation; infinite where the stage is not allowed.</summary>
    public double[][] Measure { get; }

    /// <summary>By kind and range: seconds of one image, links included.</summary>
    public double[][] Latency { get; }

    public int Index(int first, int last) => (first * LayerCount) + last;

    public StageCost CostOf(int kind, int first, int last) => _costs[kind][Index(first, last)];

    public int MostReplicas(int kind) => Replicates ? Kinds[kind].Count : 1;

    /// <summary>Seconds per image of a stage on one board: its kernel or its links, whichever is slower.</summary>
    public double Seconds(int kind, int first, int last)
    {
        var rate = Kinds[kind].LinkBytesPerSecond;
        return Math.Max(CostOf(kind, first, last).SecondsPerImage, Math.Max(Model.BytesBefore(first), Model.BytesBefore(last + 1)) / rate);
    }

    private static ImmutableArray<BoardKind> KindsOf(PartitionRequest request) =>
    [
        .. request.Boards
            .Where(board => !request.KeepFree.Contains(board.Name))
            .GroupBy(board =>
            {
                var pinned = string.Join(',', request.Pins.Where(pin => pin.Value == board.Name).Select(pin => pin.Key).Order());
                return (Board: Capped(board.Board, request.MaxLuts) with { Name = "" }, board.LinkBytesPerSecond, board.LinkLatency, Pinned: pinned);
            })
            .Select(group => new BoardKind(
                Capped(group.First().Board, request.MaxLuts),
                group.Key.LinkBytesPerSecond,
                group.Key.LinkLatency,
                [.. group],
                [.. request.Pins.Where(pin => pin.Value == group.First().Name).Select(pin => pin.Key)])),
    ];

    private static BoardDescription Capped(BoardDescription board, int? maxLuts) => maxLuts < board.Luts ? board with { Luts = maxLuts.Value } : board;

    private static bool HasShape(PartitionStrategy strategy, int first, int last, int layers) => strategy switch
    {
        PartitionStrategy.ScatterGather => first == 0 && last == layers - 1,
        PartitionStrategy.CoreAssignment => first == last,
        PartitionStrategy.Fused => first > 0 || last < layers - 1,
        _ => true,
    };

    private void Fill(int kind, PartitionRequest request)
    {
        _costs[kind] = new StageCost[LayerCount * LayerCount];
        Measure[kind] = new double[LayerCount * LayerCount];
        Latency[kind] = new double[LayerCount * LayerCount];
        var (board, rate) = (Kinds[kind], Kinds[kind].LinkBytesPerSecond);
        for (var first = 0; first < LayerCount; first++)
        {
            for (var last = first; last < LayerCount; last++)
            {
                var index = Index(first, last);
                var cost = _costs[kind][index] = Model.CostOf(board.Board, new LayerRange(first, last));
                var isAllowed = cost.Shortfall is null && HasShape(request.Strategy, first, last, LayerCount) && ObeysPins(request, board, first, last);
                var measure = request.Objective == PartitionObjective.BalancedResources ? cost.Utilisation : Seconds(kind, first, last);
                Measure[kind][index] = isAllowed ? measure : double.PositiveInfinity;
                Latency[kind][index] = cost.LatencySeconds + (Model.BytesBefore(first) / rate) + board.LinkLatency.TotalSeconds
                    + (last == LayerCount - 1 ? (Model.BytesBefore(LayerCount) / rate) + board.LinkLatency.TotalSeconds : 0);
            }
        }
    }

    private static bool ObeysPins(PartitionRequest request, BoardKind board, int first, int last) =>
        request.Pins.Keys.All(layer => layer < first || layer > last || board.PinnedLayers.Contains(layer));
}
