using System.Numerics;
using Fard.Networks.Description;

namespace Fard.Hardware.Hls;

/// <summary>The widths that a layer has in the HLS kernel, beside those that its description gives.</summary>
internal static class HlsLayer
{
    /// <summary>
    /// Channels of a word of the sliding window: as many of the matrix unit's lanes as divide a pixel, so that a word never spans two pixels.
    /// </summary>
    public static int WindowLanes(LayerDescription layer) =>
        layer.KernelSize == 1 ? layer.Simd : (int)BigInteger.GreatestCommonDivisor(layer.Simd, layer.Input.Channels);

    /// <summary>Bits of a signed sum of this layer, wide enough for a threshold below every sum too.</summary>
    public static int AccumulatorBits(LayerDescription layer) => 65 - BitOperations.LeadingZeroCount((ulong)layer.LargestAccumulator);

    /// <summary>Words of the weight and threshold memories, each of which is loaded as one 64-bit word.</summary>
    public static int ParameterWords(LayerDescription layer) => checked(layer.Pe * layer.NeuronFold * (layer.SynapseFold + layer.ThresholdsPerRow));

    /// <summary>
    /// A threshold in the accumulator's range: <c>threshold &lt; sum</c> stays the same for every sum that the layer can have.
    /// </summary>
    public static long Saturate(LayerDescription layer, int threshold) => Math.Clamp(threshold, -layer.LargestAccumulator - 1, layer.LargestAccumulator);
}
