using System.Collections.Immutable;
using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Partitioning;
using Fard.Planning.Resources;

namespace Fard.Planning.Folding;

/// <summary>A network with a folding that was searched for.</summary>
/// <param name="Network">The network with its new folding.</param>
/// <param name="Used">Modelled resources on the board.</param>
/// <param name="ImagesPerSecond">By the slowest layer.</param>
public sealed record FoldedNetwork(NetworkDescription Network, ResourceVector Used, double ImagesPerSecond);

/// <summary>
/// Chooses PE and SIMD of every layer. A folding is allowed where PE divides the rows, SIMD the channels of a convolution (the columns of a fully connected layer), and a
/// weight word fits into 64 bits.
/// </summary>
/// <remarks>
/// Layers cost what <see cref="ResourceModel"/> says, each for itself, so the cheapest layer of each makes the cheapest kernel. "Cheapest" is the sum of the shares of the
/// board's resources; where that does not fit, the same with one resource counted ten times. The last may miss a folding that only a finer trade would find.
/// </remarks>
public static class FoldingSearch
{
    private const double Emphasis = 10;

    /// <summary>The folding of least resources that reaches a rate and fits a board.</summary>
    /// <exception cref="InfeasiblePlanException">A layer cannot be that fast, or what is does not fit; the message says which and by how much.</exception>
    public static FoldedNetwork CheapestFor(NetworkDescription network, BoardDescription board, double imagesPerSecond)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(board);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(imagesPerSecond);
        var options = OptionsOf(network);
        var budget = (long)Math.Floor(board.ClockHertz / imagesPerSecond);
        for (var layer = 0; layer < options.Length; layer++)
        {
            var fastest = options[layer].Min(option => option.Cycles);
            if (fastest > budget)
            {
                throw new InfeasiblePlanException(FormattableString.Invariant(
                    $"{network.Name}: layer {layer} takes at least {fastest:#,0} cycles, {(double)board.ClockHertz / fastest:#,0.#} images/s at {board.Name}'s clock, not {imagesPerSecond:#,0.#}."), layer);
            }
        }

        return Fit(network, board, options, budget) ?? throw TooLarge(network, board, options, budget, imagesPerSecond);
    }

    /// <summary>The fastest folding that fits a board, of least resources among the equally fast.</summary>
    /// <exception cref="InfeasiblePlanException">Not even the slowest fits.</exception>
    public static FoldedNetwork FastestOn(NetworkDescription network, BoardDescription board)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(board);
        var options = OptionsOf(network);
        var floor = options.Max(layer => layer.Min(option => option.Cycles));
        var budgets = options.SelectMany(layer => layer).Select(option => option.Cycles).Where(cycles => cycles >= floor).Distinct().Order().ToArray();
        foreach (var budget in budgets)
        {
            if (Fit(network, board, options, budget) is { } folded)
                return folded;
        }

        throw TooLarge(network, board, options, budgets[^1], (double)board.ClockHertz / budgets[^1]);
    }

    private static FoldedNetwork? Fit(NetworkDescription network, BoardDescription board, ImmutableArray<ImmutableArray<Option>> options, long budget)
    {
        var capacity = ResourceVector.CapacityOf(board);
        ResourceKind?[] emphasised = [null, ResourceKind.BlockRam, ResourceKind.Lut, ResourceKind.LutRam, ResourceKind.FlipFlop, ResourceKind.Dsp];
        return emphasised.Select(kind => Fold(network, board, options, budget, kind)).FirstOrDefault(folded => folded.Used.ShareOf(capacity).Largest <= 1);
    }

    private static FoldedNetwork Fold(
        NetworkDescription network, BoardDescription board, ImmutableArray<ImmutableArray<Option>> options, long budget, ResourceKind? emphasised)
    {
        var capacity = ResourceVector.CapacityOf(board);
        var layers = options.Select(layer => layer.Where(option => option.Cycles <= budget)
            .MinBy(option => option.Resources.ShareOf(capacity).Amounts().Sum(share => share.Amount * (share.Kind == emphasised ? Emphasis : 1)))!.Layer);
        var folded = network with { Layers = [.. layers] };
        return new FoldedNetwork(
            folded, ResourceModel.Of(folded, folded.WholeRange).FitTo(board), (double)board.ClockHertz / folded.Layers.Max(layer => layer.CyclesPerImage));
    }

    private static ImmutableArray<ImmutableArray<Option>> OptionsOf(NetworkDescription network)
    {
        DescriptionValidator.Validate(network);
        return [.. network.Layers.Select((layer, index) => Foldings(layer).Select(folding => Cost(network, index, folding)).ToImmutableArray())];
    }

    private static IEnumerable<LayerDescription> Foldings(LayerDescription layer) =>
        from pe in Divisors(layer.OutputChannels)
        from simd in Divisors(layer.KernelSize > 1 ? layer.Input.Channels : layer.Columns)
        where simd * layer.BitsPerWeight <= 64
        select layer with { Pe = pe, Simd = simd };

    private static IEnumerable<int> Divisors(int number) => Enumerable.Range(1, number).Where(divisor => number % divisor == 0);

    private static Option Cost(NetworkDescription network, int index, LayerDescription layer)
    {
        var folded = network with { Layers = network.Layers.SetItem(index, layer) };
        return new Option(layer, layer.CyclesPerImage, ResourceModel.Of(folded, new LayerRange(index, index)).Layers[0].Total);
    }

    private static InfeasiblePlanException TooLarge(
        NetworkDescription network, BoardDescription board, ImmutableArray<ImmutableArray<Option>> options, long budget, double rate)
    {
        var used = Fold(network, board, options, budget, null).Used;
        var lacking = used.Amounts().Zip(ResourceVector.CapacityOf(board).Amounts(), (need, have) => new StageShortfall(need.Kind, need.Amount, have.Amount))
            .MaxBy(resource => resource.Needed / Math.Max(resource.Available, 1))!;
        return new InfeasiblePlanException(FormattableString.Invariant(
            $"{network.Name} does not fit on {board.Name} at {rate:#,0.#} images/s: it needs {lacking}. Take a lower rate, a larger board, or split it."), null, lacking);
    }

    private sealed record Option(LayerDescription Layer, long Cycles, ResourceVector Resources);
}
