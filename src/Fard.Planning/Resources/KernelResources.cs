using System.Collections.Immutable;
using Fard.Hardware.Boards;
using Fard.Networks.Description;

namespace Fard.Planning.Resources;

/// <summary>Modelled resources of the kernel for a range of layers.</summary>
/// <param name="Range">Its layers.</param>
/// <param name="Infrastructure">Ports, interconnect and memory loading.</param>
/// <param name="Layers">The layers' own.</param>
public sealed record KernelResources(LayerRange Range, ResourceVector Infrastructure, ImmutableArray<LayerResources> Layers)
{
    /// <summary>Everything, with as much block RAM as the memories ask for.</summary>
    public ResourceVector Total => Layers.Aggregate(Infrastructure, (sum, layer) => sum + layer.Total);

    /// <summary>Infrastructure and the layers up to each one.</summary>
    public IEnumerable<ResourceVector> Cumulative()
    {
        var sum = Infrastructure;
        foreach (var layer in Layers)
            yield return sum += layer.Total;
    }

    /// <summary>
    /// What is used on a board: where the block RAM does not suffice, Vivado turns memories into LUTRAM ("Resources of type BRAM have been overutilized ...
    /// Will try to implement using LUT-RAM", Synth 8-5835). Here those with the fewest LUTs per block RAM go first.
    /// </summary>
    /// <returns>What is used; block RAM still exceeds the board's where not even that helps.</returns>
    public ResourceVector FitTo(BoardDescription board)
    {
        ArgumentNullException.ThrowIfNull(board);
        var used = Total;
        if (used.BlockRams <= board.BlockRams)
            return used;
        var candidates = Layers.SelectMany(layer => layer.Memories).Where(memory => memory.IsBlockRam).OrderBy(memory => (double)memory.Luts / memory.Ramb18);
        foreach (var memory in candidates)
        {
            var needed = (int)Math.Min(memory.Count, Math.Ceiling((used.BlockRams - board.BlockRams) * 2 / memory.Ramb18));
            if (needed <= 0)
                break;
            double luts = needed * memory.Luts;
            var moved = used + new ResourceVector(luts, luts, 0, -needed * memory.Ramb18 / 2.0, 0);
            if (moved.LutRams > board.LutRams || moved.Luts > board.Luts)
                break;
            used = moved;
        }

        return used;
    }
}
