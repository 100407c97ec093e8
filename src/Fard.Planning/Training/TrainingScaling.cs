using System.Collections.Immutable;

namespace Fard.Planning.Training;

/// <summary>Throughput of a chain by its length.</summary>
/// <param name="Network">The network.</param>
/// <param name="Board">The board, with its link rate.</param>
/// <param name="Points">By number of boards; shorter chains than the first cannot keep the weights.</param>
public sealed record TrainingScaling(TrainingNetwork Network, TrainingBoard Board, ImmutableArray<TrainingPlan> Points)
{
    /// <summary>The longest chain up to which every chain is linear; null where the first is not.</summary>
    public int? LinearTo => Points.TakeWhile(plan => plan.IsLinear).LastOrDefault()?.Stages.Length;

    /// <summary>Plans every chain up to a length.</summary>
    public static TrainingScaling Of(TrainingNetwork network, TrainingBoard board, int mostBoards)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(board);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mostBoards);
        var weights = network.Layers.Where(layer => layer.IsConvolution).Sum(layer => (double)layer.Weights) * TrainingTraffic.ValueBytes;
        var fewest = Math.Max(1, (int)Math.Ceiling(weights / board.WeightBytes));
        return new TrainingScaling(network, board, [.. Enumerable.Range(fewest, Math.Max(0, mostBoards - fewest + 1)).Select(boards => TrainingPlan.Of(network, board, boards))]);
    }
}
