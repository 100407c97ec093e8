using System.Collections.Immutable;
using Fard.Networks.Description;

namespace Fard.Planning.Resources;

/// <summary>The memories of a layer's unit as BNN-PYNQ's HLS code lays them out.</summary>
/// <remarks>
/// Per PE one weight memory and one memory for each threshold of a row (<c>ARRAY_PARTITION complete</c> over PEs and thresholds in <c>hw/top.cpp</c>);
/// for a convolution kernel + 1 line buffers, each a line of the map (<c>ConvolutionInputGenerator</c> of finn-hlslib); the FIFO in front.
/// The input vector is no memory but registers (<c>inputBuf</c>, <c>ARRAY_PARTITION complete</c> in <c>mvau.hpp</c>).
/// </remarks>
internal static class LayerMemories
{
    /// <summary>The memories of layer <paramref name="index"/> without its pool.</summary>
    public static ImmutableArray<MemoryBlock> Of(NetworkDescription network, int index)
    {
        var layer = network.Layers[index];
        var blocks = ImmutableArray.CreateBuilder<MemoryBlock>();
        blocks.Add(new MemoryBlock(
            $"weights of layer {index}", layer.NeuronFold * layer.SynapseFold, layer.Simd * layer.BitsPerWeight, layer.Pe, IsPinned(network, index, ofWeights: true)));
        if (layer.ThresholdsPerRow > 0)
        {
            blocks.Add(new MemoryBlock(
                $"thresholds of layer {index}", layer.NeuronFold, AccumulatorBits(layer), layer.Pe * layer.ThresholdsPerRow, IsPinned(network, index, ofWeights: false)));
        }

        if (layer.KernelSize > 1)
        {
            var line = layer.Input.Width * ((layer.Input.Channels + layer.Simd - 1) / layer.Simd);
            blocks.Add(new MemoryBlock($"line buffers of layer {index}", line, layer.Simd * layer.Input.BitsPerElement, layer.KernelSize + 1));
        }

        if (StreamPlan.FifoBefore(network, index) is { } fifo)
            blocks.Add(fifo);
        return blocks.DrainToImmutable();
    }

    /// <summary>
    /// The line of pooled pixels that a max pool keeps: two and more bits a channel lie in a memory per channel (<c>StreamingMaxPool_Precision</c>),
    /// single bits side by side in one (<c>StreamingMaxPool</c>).
    /// </summary>
    public static MemoryBlock? OfPool(LayerDescription layer, int index)
    {
        if (!layer.MaxPool)
            return null;
        var (line, bits) = (layer.ConvolutionWidth / 2, layer.Output.BitsPerElement);
        return bits == 1
            ? new MemoryBlock($"pool of layer {index}", line, layer.OutputChannels, 1, InLuts: true)
            : new MemoryBlock($"pool of layer {index}", line, bits, layer.OutputChannels, InLuts: true);
    }

    /// <summary>Bits of an accumulator and of a threshold: <c>ap_fixed&lt;24, 16&gt;</c> behind the fixed-point input, <c>ap_int&lt;16&gt;</c> elsewhere.</summary>
    public static int AccumulatorBits(LayerDescription layer) => layer.Input.Element == ElementFormat.Fixed8 ? 24 : 16;

    // The RESOURCE pragmas of cnvW2A2's top.cpp; the other networks have none.
    private static bool IsPinned(NetworkDescription network, int index, bool ofWeights) =>
        network.Name == NetworkCatalog.CnvW2A2.Name && index == (ofWeights ? 1 : 4);
}
