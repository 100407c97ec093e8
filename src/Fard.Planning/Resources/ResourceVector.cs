using System.Collections.Immutable;
using Fard.Hardware.Boards;

namespace Fard.Planning.Resources;

/// <summary>What a design takes of an FPGA, or what a board has of it.</summary>
/// <param name="Luts">6-input look-up tables, those that serve as memory included, as Vivado's "Slice LUTs" counts them.</param>
/// <param name="LutRams">Look-up tables that serve as memory.</param>
/// <param name="FlipFlops">Flip-flops.</param>
/// <param name="BlockRams">Block RAMs of 36 Kbit; a half is one of 18 Kbit.</param>
/// <param name="Dsps">DSP slices.</param>
public readonly record struct ResourceVector(double Luts, double LutRams, double FlipFlops, double BlockRams, double Dsps)
{
    /// <summary>The kinds in the order of <see cref="Amounts"/>.</summary>
    public static ImmutableArray<ResourceKind> Kinds { get; } = [ResourceKind.Lut, ResourceKind.LutRam, ResourceKind.FlipFlop, ResourceKind.BlockRam, ResourceKind.Dsp];

    /// <summary>What the board's FPGA has.</summary>
    public static ResourceVector CapacityOf(BoardDescription board)
    {
        ArgumentNullException.ThrowIfNull(board);
        return new ResourceVector(board.Luts, board.LutRams, board.FlipFlops, board.BlockRams, board.Dsps);
    }

    public static ResourceVector operator +(ResourceVector left, ResourceVector right) => Add(left, right);

    public static ResourceVector Add(ResourceVector left, ResourceVector right) => new(
        left.Luts + right.Luts,
        left.LutRams + right.LutRams,
        left.FlipFlops + right.FlipFlops,
        left.BlockRams + right.BlockRams,
        left.Dsps + right.Dsps);

    /// <summary>The five amounts with their kinds, in the order of the paper's Table I.</summary>
    public IEnumerable<(ResourceKind Kind, double Amount)> Amounts() =>
    [
        (ResourceKind.Lut, Luts),
        (ResourceKind.LutRam, LutRams),
        (ResourceKind.FlipFlop, FlipFlops),
        (ResourceKind.BlockRam, BlockRams),
        (ResourceKind.Dsp, Dsps),
    ];

    /// <summary>Shares of a capacity, 1 for all of it; a resource that the capacity lacks counts as infinite where some is needed.</summary>
    public ResourceVector ShareOf(ResourceVector capacity) => new(
        Share(Luts, capacity.Luts),
        Share(LutRams, capacity.LutRams),
        Share(FlipFlops, capacity.FlipFlops),
        Share(BlockRams, capacity.BlockRams),
        Share(Dsps, capacity.Dsps));

    /// <summary>The largest of the five.</summary>
    public double Largest => Math.Max(Math.Max(Math.Max(Luts, LutRams), Math.Max(FlipFlops, BlockRams)), Dsps);

    private static double Share(double amount, double capacity) => amount <= 0 ? 0 : capacity <= 0 ? double.PositiveInfinity : amount / capacity;
}
