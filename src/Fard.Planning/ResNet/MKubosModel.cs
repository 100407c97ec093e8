using System.Collections.Immutable;
using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Analysis;
using Fard.Planning.Partitioning;

namespace Fard.Planning.ResNet;

/// <summary>
/// ResNet-50 on M-KUBOS boards: a systolic array of 64 x 32 multiply-accumulate units on each computes layer after layer, weights streamed from DRAM, boards linked in
/// a chain ("Parallel Implementation of CNN on Multi-FPGA Cluster", MCSoC 2021; IEICE E106-D(7), 2023; the array and the split as in the first author's public code).
/// </summary>
/// <remarks>
/// The time model is derived, not published. A convolution of Ci to Co channels, KxK, onto HxH: (Co/64)(Ci/32)K^2 weight tiles, each max(H^2 + 29, W) cycles, then
/// 2 H^2 Co/64 cycles to write back; an addition H^2 C/32; the stem, its pool and the last layer take fixed cycles; a board spends a cycle on every 16 bytes it receives
/// or sends. W, the cycles to load a weight tile of 2 KB, is its one parameter: 137 by the HLS estimate, 240 fitted to the published 75.1 images/s.
/// </remarks>
public static class MKubosModel
{
    /// <summary>Cycles per weight tile by the HLS estimate, and as fitted to the published rate.</summary>
    public const int EstimatedTileCycles = 137, FittedTileCycles = 240;

    /// <summary>Images per second published for four boards.</summary>
    public const double PublishedImagesPerSecond = 75.1;

    private const double StemCycles = 654_417, PoolCycles = 40_769, FullyConnectedCycles = 138_288, CyclesPerByte = 1.0 / 16;
    private const int RowUnits = 64, ColumnUnits = 32, PipelineCycles = 29;

    /// <summary>The board; only clock and memory enter the model.</summary>
    public static BoardDescription Board { get; } = new(
        "m-kubos", "xczu19eg", 522_720, 260_160, 1_045_440, 984, 128, 1_968, 100_000_000, 4L << 30, "AMD DS891, Zynq UltraScale+ MPSoC overview, and the paper");

    /// <summary>The published split: the first block of each board.</summary>
    public static ImmutableArray<LayerRange> PublishedSplit { get; } = [new(0, 2), new(3, 9), new(10, 14), new(15, 17)];

    /// <summary>The published split beside the published rate.</summary>
    /// <param name="tileCycles">W.</param>
    public static PublishedSplit Published(int tileCycles = FittedTileCycles)
    {
        var model = Create(tileCycles);
        return new PublishedSplit(
            "MCSoC 2021; IEICE E106-D(7), 2023",
            PublishedSplit,
            [.. PublishedSplit.Select(layers => model.CostOf(Board, layers).SecondsPerImage)],
            PublishedImagesPerSecond,
            "292 GOPS with a multiply-accumulate counted once; 5.15 GOPS/W (2021) and 7.81 GOPS/W (2023), so 57 W and 37 W for four boards");
    }

    /// <summary>18 blocks that are never divided: stem with its pool, the 16 bottlenecks, average pool and last layer.</summary>
    /// <param name="tileCycles">W.</param>
    public static SequentialStageModel Create(int tileCycles = FittedTileCycles)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tileCycles);
        var blocks = ImmutableArray.CreateBuilder<SequentialLayer>();
        blocks.Add(new SequentialLayer("conv1", StemCycles + PoolCycles, 56 * 56 * 64));
        (int Blocks, int Width, int Side)[] groups = [(3, 64, 56), (4, 128, 28), (6, 256, 14), (3, 512, 7)];
        var channels = 64;
        for (var group = 0; group < groups.Length; group++)
        {
            var (count, width, side) = groups[group];
            for (var block = 0; block < count; block++)
            {
                // ResNet v1.5: the 3x3 convolution of a group's first block has the stride, so its 1x1 still sees the larger map.
                var before = block == 0 && group > 0 ? 2 * side : side;
                blocks.Add(new SequentialLayer($"layer{group + 1}.{block}", Bottleneck(channels, width, side, before, block == 0, tileCycles), (long)side * side * 4 * width));
                channels = 4 * width;
            }
        }

        blocks.Add(new SequentialLayer("fc", FullyConnectedCycles, 4000));
        return new SequentialStageModel("ResNet-50", blocks.ToImmutable(), 3L * 224 * 224 * 4, CyclesPerByte);
    }

    private static double Bottleneck(int channels, int width, int side, int before, bool hasProjection, int tileCycles) =>
        Convolution(channels, width, 1, before, tileCycles)
        + Convolution(width, width, 3, side, tileCycles)
        + Convolution(width, 4 * width, 1, side, tileCycles)
        + (hasProjection ? Convolution(channels, 4 * width, 1, side, tileCycles) : 0)
        + ((double)side * side * 4 * width / ColumnUnits);

    private static double Convolution(int from, int to, int kernel, int side, int tileCycles)
    {
        var tiles = (double)to / RowUnits * from / ColumnUnits * kernel * kernel;
        return (tiles * Math.Max((side * side) + PipelineCycles, tileCycles)) + (2.0 * side * side * to / RowUnits);
    }
}
