using System.Collections.Immutable;

namespace Fard.Planning.Training;

/// <summary>The part of a layer that a board trains.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="From">Share of its work in front of this board's.</param>
/// <param name="To">Share of its work up to the end of this board's.</param>
public sealed record TrainingShare(int Layer, double From, double To);

/// <summary>A board of a chain with what it does.</summary>
/// <param name="Shares">Its parts of layers, in order.</param>
/// <param name="OwnWeightBytes">Bytes of convolution weights that it computes with.</param>
/// <param name="StoredWeightBytes">Bytes of weights that it keeps, its neighbours' excess included.</param>
public sealed record TrainingStage(ImmutableArray<TrainingShare> Shares, double OwnWeightBytes, double StoredWeightBytes);

/// <summary>What crosses from one board to the next for every image, in bytes.</summary>
/// <param name="Forward">Activations, partial sums and weights on their way up.</param>
/// <param name="Backward">Errors, partial sums and weights on their way down.</param>
public sealed record TrainingLink(double Forward, double Backward)
{
    public double Busier => Math.Max(Forward, Backward);
}

/// <summary>
/// A chain of boards that trains a network, after the idea of FPDeep (Geng et al., FPL and FCCM 2018, IEEE TC 2020): work and weights balanced, layers split by channel.
/// This is our model: the papers' formulas were not obtainable.
/// </summary>
/// <remarks>
/// Work: the layers lie end to end on [0, N) in proportion to their multiply-accumulates and are cut at the integers, so every board has the same; the period is
/// sum / (N DSP f). Links: see <see cref="TrainingTraffic"/>. The period cannot be shorter than the busiest link takes.
/// Not modelled: the DRAM that fully connected layers read, filling the chain, and the exchange of weights at the end of a mini-batch.
/// </remarks>
public sealed record TrainingPlan(TrainingNetwork Network, TrainingBoard Board, ImmutableArray<TrainingStage> Stages, ImmutableArray<TrainingLink> Links)
{
    /// <summary>Seconds per image if links took no time.</summary>
    public double ComputeSeconds => Network.Macs / (Stages.Length * Board.MacsPerSecond);

    /// <summary>Seconds per image that the busiest link takes.</summary>
    public double LinkSeconds => Links.Select(link => link.Busier * 8 / Board.LinkBitsPerSecond).DefaultIfEmpty(0).Max();

    /// <summary>Whether throughput grows with the boards: no link takes longer than the computation.</summary>
    public bool IsLinear => LinkSeconds <= ComputeSeconds;

    public double ImagesPerSecond => 1 / Math.Max(ComputeSeconds, LinkSeconds);

    /// <summary>Plans a chain.</summary>
    /// <exception cref="ArgumentException">The chain's block RAM cannot hold the convolution weights; the message says how many boards could.</exception>
    public static TrainingPlan Of(TrainingNetwork network, TrainingBoard board, int boards)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(board);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(boards);
        var shares = Divide(network, boards);
        var weights = WeightPlacement.Of(network, board, shares);
        var stages = shares.Select((own, i) => new TrainingStage(own, weights.Own[i], weights.Stored[i]));
        var links = Enumerable.Range(0, boards - 1).Select(i => TrainingTraffic.After(network, shares[i], weights.UpOver[i], weights.DownOver[i]));
        return new TrainingPlan(network, board, [.. stages], [.. links]);
    }

    private static ImmutableArray<ImmutableArray<TrainingShare>> Divide(TrainingNetwork network, int boards)
    {
        var perBoard = network.Macs / boards;
        var chain = Enumerable.Range(0, boards).Select(_ => ImmutableArray.CreateBuilder<TrainingShare>()).ToArray();
        double start = 0;
        for (var layer = 0; layer < network.Layers.Length; layer++)
        {
            var work = network.MacsOf(layer);
            for (var board = Math.Min(boards - 1, (int)(start / perBoard)); board < boards; board++)
            {
                var from = Math.Max(0, ((board * perBoard) - start) / work);
                var to = board == boards - 1 ? 1 : Math.Min(1, (((board + 1) * perBoard) - start) / work);
                if (to - from > 1e-12)
                    chain[board].Add(new TrainingShare(layer, from, to));
                if (to >= 1)
                    break;
            }

            start += work;
        }

        return [.. chain.Select(shares => shares.ToImmutable())];
    }
}
