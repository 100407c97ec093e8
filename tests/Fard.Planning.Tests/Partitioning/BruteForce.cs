using Fard.Networks.Description;
using Fard.Planning.Partitioning;

namespace Fard.Planning.Tests.Partitioning;

/// <summary>Tries every partition, every assignment of board sets and every number of replicas, board by board: no kinds, no bounds, no tables.</summary>
internal static class BruteForce
{
    /// <summary>The least value of any plan; null where there is none.</summary>
    public static double? Best(PartitionRequest request) =>
        Plans(request, 0, [.. request.Boards.Where(board => !request.KeepFree.Contains(board.Name))], []).Select(plan => ValueOf(request, plan)).Min();

    private static IEnumerable<List<(LayerRange Layers, PlanningBoard[] Boards)>> Plans(
        PartitionRequest request, int first, PlanningBoard[] free, List<(LayerRange Layers, PlanningBoard[] Boards)> stages)
    {
        if (first == request.Model.LayerCount)
        {
            yield return stages;
            yield break;
        }

        for (var last = first; last < request.Model.LayerCount; last++)
        {
            var layers = new LayerRange(first, last);
            for (var set = 1; set < 1 << free.Length; set++)
            {
                var boards = free.Where((_, i) => (set >> i & 1) == 1).ToArray();
                if (!IsAllowed(request, layers, boards))
                    continue;
                foreach (var plan in Plans(request, last + 1, [.. free.Except(boards)], [.. stages, (layers, boards)]))
                    yield return plan;
            }
        }
    }

    private static bool IsAllowed(PartitionRequest request, LayerRange layers, PlanningBoard[] boards)
    {
        var (model, one) = (request.Model, boards[0]);
        var isWhole = layers.Count == model.LayerCount;
        var shape = request.Strategy switch
        {
            PartitionStrategy.ScatterGather => isWhole,
            PartitionStrategy.CoreAssignment => layers.Count == 1,
            PartitionStrategy.Fused => !isWhole,
            PartitionStrategy.Pipeline => boards.Length == 1,
            _ => true,
        };
        var divides = request.Stages is not null;
        var pins = request.Pins.Where(pin => pin.Key >= layers.First && pin.Key <= layers.Last).ToArray();
        return shape
            && !(divides && boards.Length > 1)
            && boards.All(board => board.Board == one.Board && board.LinkBytesPerSecond == one.LinkBytesPerSecond)
            && model.CostOf(one.Board, layers).Shortfall is null
            && pins.All(pin => boards.Length == 1 && one.Name == pin.Value)
            && (boards.Length == 1 || boards.All(board => !request.Pins.ContainsValue(board.Name)));
    }

    private static double? ValueOf(PartitionRequest request, List<(LayerRange Layers, PlanningBoard[] Boards)> plan)
    {
        var model = request.Model;
        if (request.Stages is { } stages && plan.Count != stages)
            return null;
        var interval = plan.Max(stage => Seconds(model, stage.Layers, stage.Boards[0]) / stage.Boards.Length);
        var latency = plan.Sum(stage => model.CostOf(stage.Boards[0].Board, stage.Layers).LatencySeconds
            + (model.BytesBefore(stage.Layers.First) / stage.Boards[0].LinkBytesPerSecond) + stage.Boards[0].LinkLatency.TotalSeconds);
        var end = plan[^1].Boards[0];
        latency += (model.BytesBefore(model.LayerCount) / end.LinkBytesPerSecond) + end.LinkLatency.TotalSeconds;
        return request.Objective switch
        {
            PartitionObjective.LeastTransfer => plan.Skip(1).Sum(stage => model.BytesBefore(stage.Layers.First)),
            PartitionObjective.BalancedResources => plan.Max(stage => model.CostOf(stage.Boards[0].Board, stage.Layers).Utilisation),
            PartitionObjective.ShortestResponse => latency + ((request.Images - 1) * interval),
            PartitionObjective.FewestBoards => interval <= 1 / request.TargetImagesPerSecond * (1 + 1e-9) ? plan.Sum(stage => stage.Boards.Length) : null,
            _ => interval,
        };
    }

    private static double Seconds(IStageModel model, LayerRange layers, PlanningBoard board) => new[]
    {
        model.CostOf(board.Board, layers).SecondsPerImage,
        model.BytesBefore(layers.First) / board.LinkBytesPerSecond,
        model.BytesBefore(layers.Last + 1) / board.LinkBytesPerSecond,
    }.Max();
}
