using System.Numerics;
using Fard.Networks.Description;

namespace Fard.Planning.Resources;

/// <summary>
/// DSP slices. A binary or ternary network multiplies in LUTs; what takes DSP slices in BNN-PYNQ's kernels are the loop bounds: every process of the
/// dataflow computes (images of the call) x (its words per image), a 32-bit product.
/// </summary>
/// <remarks>
/// Processes and their bounds are those of finn-hlslib (<c>streamtools.h</c>: a width converter counts the narrower of its two words, none where the
/// widths are equal; <c>convlayer.h</c> and <c>mvau.hpp</c>: output pixels, then pixels x folds; <c>dma.h</c>: the words of an input image).
/// Calibrated on Table I's DSP column: a product takes two DSP slices unless its factor has at most two 1 bits (one adder does it), and the second product
/// of a matrix-vector unit stays in DSP slices where the first is there. Nothing else is fitted; the overlays' 32, 26, 24, 4 and 4 come out exactly.
/// </remarks>
internal static class LayerMultipliers
{
    private const int DspsPerProduct = 2;

    /// <summary>DSP slices of a layer's width converters and matrix-vector unit.</summary>
    public static int OfUnit(NetworkDescription network, int index)
    {
        var layer = network.Layers[index];
        var elementBits = layer.Input.BitsPerElement;
        var pixels = layer.ConvolutionHeight * layer.ConvolutionWidth;
        var products = Converter(StreamPlan.Width(network, index), layer.Simd * elementBits, (long)layer.Input.ElementsPerImage * elementBits)
            + Converter(layer.Pe * layer.Output.BitsPerElement, StreamPlan.Width(network, index + 1), (long)pixels * layer.OutputChannels * layer.Output.BitsPerElement);
        var perPixel = Product(pixels);
        products += perPixel + (perPixel > 0 ? 1 : Product((long)layer.NeuronFold * layer.SynapseFold));
        return products * DspsPerProduct;
    }

    /// <summary>DSP slices of the width converters around a layer's pool.</summary>
    public static int OfPool(NetworkDescription network, int index)
    {
        var layer = network.Layers[index];
        if (!layer.MaxPool)
            return 0;
        var (stream, word) = (StreamPlan.Width(network, index + 1), layer.OutputChannels * layer.Output.BitsPerElement);
        var pixels = (long)layer.ConvolutionHeight * layer.ConvolutionWidth;
        return DspsPerProduct * (Converter(stream, word, pixels * word) + Converter(word, stream, (long)layer.Output.Height * layer.Output.Width * word));
    }

    /// <summary>DSP slices of the mover that reads the input: it computes the address of an image. Table I shows none for the one that writes.</summary>
    public static int OfInput(StreamFormat stream) => DspsPerProduct * Product(stream.BytesPerImage / 8);

    private static int Converter(int from, int to, long bits) => from == to ? 0 : Product(bits / Math.Min(from, to));

    private static int Product(long factor) => BitOperations.PopCount((ulong)factor) > 2 ? 1 : 0;
}
