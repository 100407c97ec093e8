using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Hls;

/// <summary>
/// The parameters of a layer range in the order in which an HLS kernel loads them: for every layer the weight words of processing element 0, 1, ..., then its
/// thresholds, element by element. Words are those of BNN-PYNQ's parameter files; thresholds beyond every possible sum are saturated to the accumulator's width.
/// </summary>
public static class HlsParameterWords
{
    /// <summary>64-bit words of the range.</summary>
    public static int Count(NetworkDescription network, LayerRange range)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.CheckRange(range);
        var count = 0;
        for (var index = range.First; index <= range.Last; index++)
            count = checked(count + HlsLayer.ParameterWords(network.Layers[index]));
        return count;
    }

    /// <summary>Writes the words of the range.</summary>
    /// <param name="parameters">The network's trained values.</param>
    /// <param name="range">The kernel's layers.</param>
    /// <param name="words">Exactly <see cref="Count"/> words.</param>
    /// <exception cref="ArgumentException"><paramref name="words"/> has another length.</exception>
    public static void Encode(NetworkParameters parameters, LayerRange range, Span<ulong> words)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var count = Count(parameters.Network, range);
        if (words.Length != count)
            throw new ArgumentException($"Layers {range} of {parameters.Network.Name} have {count} parameter words, not {words.Length}.", nameof(words));
        for (var index = range.First; index <= range.Last; index++)
        {
            var layer = parameters.Network.Layers[index];
            Encode(layer, parameters.Layers[index], words);
            words = words[HlsLayer.ParameterWords(layer)..];
        }
    }

    private static void Encode(LayerDescription layer, LayerParameters parameters, Span<ulong> words)
    {
        var next = 0;
        for (var pe = 0; pe < layer.Pe; pe++)
        {
            for (var index = 0; index < layer.NeuronFold * layer.SynapseFold; index++)
                words[next++] = FoldedParameters.WeightWord(layer, parameters, pe, index);
        }

        for (var pe = 0; pe < layer.Pe; pe++)
        {
            for (var fold = 0; fold < layer.NeuronFold; fold++)
            {
                foreach (var threshold in FoldedParameters.Thresholds(layer, parameters, pe, fold))
                    words[next++] = (ulong)HlsLayer.Saturate(layer, threshold);
            }
        }
    }
}
