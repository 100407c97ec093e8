using Fard.Networks.Description;

namespace Fard.Networks.Parameters;

/// <summary>One processing element's threshold file: word <c>nf * n + i</c> is the signed threshold i of the n that row <c>nf * PE + pe</c> has, ascending.</summary>
internal static class ThresholdWords
{
    public static void Decode(string path, LayerDescription layer, int pe, ReadOnlySpan<ulong> words, Span<int> thresholds)
    {
        var perRow = layer.ThresholdsPerRow;
        for (var i = 0; i < words.Length; i++)
        {
            var value = (long)words[i];
            if (value is < int.MinValue or > int.MaxValue)
                throw new ParameterFormatException(path, 8L * i, $"the threshold is {value}", "a value of at most 32 bits");
            if (i % perRow != 0 && value < (long)words[i - 1])
                throw new ParameterFormatException(path, 8L * i, $"the threshold {value} follows {(long)words[i - 1]}", "the thresholds of a row in ascending order");
            thresholds[(i / perRow * layer.Pe + pe) * perRow + i % perRow] = (int)value;
        }
    }

    public static ulong[] Encode(LayerDescription layer, int pe, LayerParameters parameters)
    {
        var words = new ulong[layer.NeuronFold * layer.ThresholdsPerRow];
        for (var i = 0; i < words.Length; i++)
            words[i] = (ulong)(long)parameters.Thresholds(i / layer.ThresholdsPerRow * layer.Pe + pe)[i % layer.ThresholdsPerRow];
        return words;
    }
}
