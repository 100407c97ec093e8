using System.Collections.Immutable;
using Fard.Networks.Description;

namespace Fard.Planning.Resources;

/// <summary>
/// Modelled resources of BNN-PYNQ's dataflow kernels on 7-series FPGAs: memories by their shapes, logic by its structure, and the few constants of
/// <see cref="ResourceCalibration"/>.
/// </summary>
/// <remarks>
/// Against Table I (cnvW2A2, points of the board): block RAM within 0.8 at every split, from the source code alone; LUT within 2.3, LUTRAM within 1.8, FF within
/// 1.4 (but 5.9 at the split whose figure repeats its neighbour's), DSP exact but for 1.8 at split 3. Against overlays it was not fitted to: see docs/reproduction.md.
/// </remarks>
public static class ResourceModel
{
    /// <summary>Resources of the kernel for a range of layers.</summary>
    /// <param name="network">The network with its folding.</param>
    /// <param name="range">The layers.</param>
    /// <param name="poolOfLast">
    /// Whether the pool behind the last layer belongs to the range, as it does in our packages. The paper does not say where Table I cuts; the model was fitted to it with the pool on the second board.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the network.</exception>
    public static KernelResources Of(NetworkDescription network, LayerRange range, bool poolOfLast = true)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.CheckRange(range);
        var layers = ImmutableArray.CreateBuilder<LayerResources>(range.Count);
        for (var index = range.First; index <= range.Last; index++)
            layers.Add(OfLayer(network, index, withPool: poolOfLast || index < range.Last));
        return new KernelResources(range, Infrastructure(network, range), layers.DrainToImmutable());
    }

    private static ResourceVector Infrastructure(NetworkDescription network, LayerRange range)
    {
        var logic = new ResourceVector(
            ResourceCalibration.InfrastructureLuts + ResourceCalibration.InfrastructureLutRams,
            ResourceCalibration.InfrastructureLutRams,
            ResourceCalibration.InfrastructureFlipFlops,
            0,
            LayerMultipliers.OfInput(network.StreamBefore(range.First)));
        return StreamPlan.Ports(network).Aggregate(logic, (sum, memory) => sum + memory.Resources);
    }

    private static LayerResources OfLayer(NetworkDescription network, int index, bool withPool)
    {
        var layer = network.Layers[index];
        var memories = LayerMemories.Of(network, index);
        var unit = memories.Aggregate(LayerLogic.OfUnit(layer), (sum, memory) => sum + memory.Resources);
        unit += new ResourceVector(0, 0, 0, 0, LayerMultipliers.OfUnit(network, index));
        if (!withPool || LayerMemories.OfPool(layer, index) is not { } line)
            return new LayerResources(index, unit, default, memories);
        var pool = LayerLogic.OfPool(layer, StreamPlan.Width(network, index + 1)) + line.Resources + new ResourceVector(0, 0, 0, 0, LayerMultipliers.OfPool(network, index));
        return new LayerResources(index, unit, pool, memories.Add(line));
    }
}
