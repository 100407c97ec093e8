using System.Numerics;
using Fard.Networks.Description;

namespace Fard.Networks.Parameters;

/// <summary>
/// One processing element's weight file: word <c>nf * SF + sf</c> holds row <c>nf * PE + pe</c>, columns <c>sf * SIMD + lane</c>,
/// lane in bits <c>[lane * b, lane * b + b)</c> for b-bit weights (BNN-PYNQ's format).
/// </summary>
internal static class WeightWords
{
    public static void Decode(string path, LayerDescription layer, int pe, ReadOnlySpan<ulong> words, Span<sbyte> weights)
    {
        var payloadBits = layer.Simd * layer.BitsPerWeight;
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (payloadBits < 64 && word >> payloadBits != 0)
                throw new ParameterFormatException(path, 8L * i, $"bit {63 - BitOperations.LeadingZeroCount(word)} is set",
                    $"zeros above the {payloadBits} bits of {layer.Simd} weights");
            var (row, column) = (i / layer.SynapseFold * layer.Pe + pe, i % layer.SynapseFold * layer.Simd);
            var lanes = weights.Slice(row * layer.Columns + column, layer.Simd);
            for (var lane = 0; lane < lanes.Length; lane++)
            {
                lanes[lane] = layer.Weights == WeightFormat.Binary
                    ? (sbyte)((int)(word >> lane & 1) * 2 - 1)
                    : (word >> 2 * lane & 3) switch
                    {
                        0 => (sbyte)0,
                        1 => (sbyte)1,
                        3 => (sbyte)-1,
                        _ => throw new ParameterFormatException(path, 8L * i + lane / 4, $"the weight of row {row}, column {column + lane} is -2", "-1, 0 or +1"),
                    };
            }
        }
    }

    public static ulong[] Encode(LayerDescription layer, int pe, LayerParameters parameters)
    {
        var words = new ulong[layer.NeuronFold * layer.SynapseFold];
        for (var i = 0; i < words.Length; i++)
        {
            var lanes = parameters.Weights(i / layer.SynapseFold * layer.Pe + pe).Slice(i % layer.SynapseFold * layer.Simd, layer.Simd);
            for (var lane = 0; lane < lanes.Length; lane++)
            {
                var bits = layer.Weights == WeightFormat.Binary ? (lanes[lane] > 0 ? 1u : 0u) : (uint)lanes[lane] & 3;
                words[i] |= (ulong)bits << lane * layer.BitsPerWeight;
            }
        }

        return words;
    }
}
