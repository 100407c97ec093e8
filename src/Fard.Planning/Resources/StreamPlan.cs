using Fard.Networks.Description;

namespace Fard.Planning.Resources;

/// <summary>
/// Widths and FIFOs of the streams between layers, as BNN-PYNQ's <c>hw/top.cpp</c> declares them: a bit per channel between convolutions (a byte in
/// front of layer 0), 64 bits between fully connected layers; 128 words deep where a map is larger than the 3x3 window, one word behind the last
/// convolutions. Networks of fully connected layers only (LFC) pass a PE's worth of outputs, 512 rows deep, and buffer 1,024 words at both ports.
/// </summary>
internal static class StreamPlan
{
    private const int PortBits = 64, Depth = 128, PortDepth = 1024, RowsBetweenFullyConnected = 512;

    /// <summary>Bits of a word of the stream in front of a layer; for the layer count, of the network's output.</summary>
    public static int Width(NetworkDescription network, int layer)
    {
        if (layer == network.Layers.Length || (layer == 0 && network.Layers[0].KernelSize == 1))
            return PortBits;
        var stream = network.StreamBefore(layer);
        if (layer == 0)
            return stream.Channels * stream.BitsPerElement;
        var before = network.Layers[layer - 1];
        if (IsFullyConnectedOnly(network))
            return before.Pe * stream.BitsPerElement;
        return before.KernelSize > 1 ? stream.Channels : PortBits;
    }

    /// <summary>The FIFO in front of a layer that is neither a register nor a short shift register; null where there is none such.</summary>
    public static MemoryBlock? FifoBefore(NetworkDescription network, int layer)
    {
        var description = network.Layers[layer];
        var purpose = $"FIFO in front of layer {layer}";
        if (description.KernelSize > 1)
            return description.Input.Width > description.KernelSize ? new MemoryBlock(purpose, Depth, Width(network, layer), 1) : null;
        if (layer == 0)
            return null;
        if (IsFullyConnectedOnly(network))
        {
            var (width, depth) = (Width(network, layer), Math.Max(1, RowsBetweenFullyConnected / network.Layers[layer - 1].Pe));

            // Unlike a RAM, a FIFO of exactly 1,024 bits is still a shift register: lfcW1A2 has three and no block RAM for them.
            return new MemoryBlock(purpose, depth, width, 1, InLuts: width * depth <= MemoryBlock.SmallestBlockRamBits);
        }

        var isHidden = network.Layers[layer - 1].KernelSize == 1 && description.ThresholdsPerRow > 0;
        return isHidden ? new MemoryBlock(purpose, Depth, PortBits, 1) : null;
    }

    /// <summary>The buffers of the AXI master port and the FIFOs behind it.</summary>
    /// <remarks>
    /// The adapter of Vivado HLS 2018 (<c>hostmem_m_axi</c>) keeps 16 bursts of 16 words in each direction: 64 bits and 2 flags to read, 64 bits and
    /// 8 strobes to write, 256 words deep.
    /// </remarks>
    public static IEnumerable<MemoryBlock> Ports(NetworkDescription network)
    {
        yield return new MemoryBlock("AXI read buffer", 256, PortBits + 2, 1);
        yield return new MemoryBlock("AXI write buffer", 256, PortBits + (PortBits / 8), 1);
        if (IsFullyConnectedOnly(network))
            yield return new MemoryBlock("port FIFOs", PortDepth, PortBits, 2);
    }

    private static bool IsFullyConnectedOnly(NetworkDescription network) => network.Layers[0].KernelSize == 1;
}
