using Fard.Networks.Description;

namespace Fard.Planning.Resources;

/// <summary>LUTs for logic and flip-flops of a layer's unit, counted from its structure in finn-hlslib, and the constants of <see cref="ResourceCalibration"/>.</summary>
/// <remarks>
/// Per lane: a product of p bits (weight bits + value bits; value bits + 1 for weights of +-1; 1 for XNOR) and its share of the adder tree, p + 1 bits.
/// A 6-input LUT gives two functions of up to five inputs, so a product of at most five input bits takes p / 2 LUTs, a larger one p. XNOR is absorbed by the
/// popcount's first LUTs: 2 per lane. Registered: product and carry, p + 1 flip-flops per lane.
/// Per PE: an accumulator, and per threshold a comparator of two bits per LUT (carry chain); accumulator and thresholds are registered.
/// Input vector: registers for a whole window, read through 4:1 multiplexers with F7 and F8 for 16:1, 0.27 LUTs per bit (AMD UG474).
/// FINN's own estimate (FINN-R, TRETS 2018) is 1.5 to 2.6 times too low for Table I and, scaled up to it, 28 to 103 points too high for the other overlays.
/// </remarks>
internal static class LayerLogic
{
    private const double MultiplexerLutsPerBit = 0.27;
    private const int LutInputsForTwoOutputs = 5;

    public static ResourceVector OfUnit(LayerDescription layer)
    {
        var product = ProductBits(layer);
        var lanes = (double)layer.Pe * layer.Simd;
        var accumulators = (double)layer.Pe * LayerMemories.AccumulatorBits(layer);
        var window = (double)layer.Columns * layer.Input.BitsPerElement;
        var isConvolution = layer.KernelSize > 1;
        var luts = lanes * LaneLuts(layer, product) + accumulators * (1 + layer.ThresholdsPerRow / 2.0) + window * MultiplexerLutsPerBit
            + (isConvolution ? ResourceCalibration.ConvolutionLuts : ResourceCalibration.FullyConnectedLuts);
        var flipFlops = lanes * (product + 1) + accumulators * (1 + layer.ThresholdsPerRow) + window
            + (isConvolution ? ResourceCalibration.ConvolutionFlipFlops : ResourceCalibration.FullyConnectedFlipFlops);
        return new ResourceVector(luts, 0, flipFlops, 0, 0);
    }

    public static ResourceVector OfPool(LayerDescription layer, int streamWidth)
    {
        if (!layer.MaxPool)
            return default;
        var bits = layer.OutputChannels * layer.Output.BitsPerElement;
        return streamWidth == bits
            ? new ResourceVector(bits * ResourceCalibration.PoolLutsPerBitAlone, 0, bits * ResourceCalibration.PoolFlipFlopsPerBitAlone, 0, 0)
            : new ResourceVector(bits * ResourceCalibration.PoolLutsPerBit, 0, bits * ResourceCalibration.PoolFlipFlopsPerBit, 0, 0);
    }

    private static int ProductBits(LayerDescription layer) =>
        layer.Accumulation == Accumulation.XnorPopcount ? 1
        : layer.Weights == WeightFormat.Binary ? layer.Input.BitsPerElement + 1
        : layer.BitsPerWeight + layer.Input.BitsPerElement;

    private static double LaneLuts(LayerDescription layer, int product)
    {
        if (layer.Accumulation == Accumulation.XnorPopcount)
            return 2;
        var multiplier = layer.BitsPerWeight + layer.Input.BitsPerElement <= LutInputsForTwoOutputs ? (product + 1) / 2 : product;
        return multiplier + product + 1;
    }
}
