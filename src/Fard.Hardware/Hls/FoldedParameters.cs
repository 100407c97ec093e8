using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Hls;

/// <summary>A layer's parameters as the memories of its processing elements hold them: element <c>pe</c> has the rows <c>fold * PE + pe</c>.</summary>
internal static class FoldedParameters
{
    /// <summary>
    /// Word <paramref name="index"/> of an element's weight memory: row <c>index / SF</c> of the element, SIMD columns from <c>index % SF * SIMD</c>, lane by lane
    /// from the least significant bit.
    /// </summary>
    public static ulong WeightWord(LayerDescription layer, LayerParameters parameters, int pe, int index)
    {
        var row = parameters.Weights(index / layer.SynapseFold * layer.Pe + pe);
        var lanes = row.Slice(index % layer.SynapseFold * layer.Simd, layer.Simd);
        ulong word = 0;
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            var code = layer.Weights == WeightFormat.Binary ? (lanes[lane] > 0 ? 1u : 0u) : (uint)lanes[lane] & 3;
            word |= (ulong)code << lane * layer.BitsPerWeight;
        }

        return word;
    }

    /// <summary>The thresholds of an element's row, ascending.</summary>
    public static ReadOnlySpan<int> Thresholds(LayerDescription layer, LayerParameters parameters, int pe, int fold) =>
        parameters.Thresholds(fold * layer.Pe + pe);
}
