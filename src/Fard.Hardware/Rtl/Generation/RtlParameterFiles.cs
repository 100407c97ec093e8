using System.Globalization;
using System.Text;
using Fard.Hardware.Hls;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Rtl.Generation;

/// <summary>
/// The parameters of a layer range as files for <c>$readmemh</c>, one a memory: <c>layer3_007_weights.hex</c>, <c>layer3_007_thresholds0.hex</c> for
/// processing element 7 of layer 3. A kernel that is generated with <see cref="RtlOptions.ParameterFiles"/> has them from power-up on.
/// </summary>
public static class RtlParameterFiles
{
    /// <summary>Writes the files; names begin with <paramref name="prefix"/>, which is what <see cref="RtlOptions.ParameterFiles"/> takes.</summary>
    public static void Write(string prefix, NetworkParameters parameters, LayerRange range)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        parameters.Network.CheckRange(range);
        for (var index = range.First; index <= range.Last; index++)
        {
            var layer = parameters.Network.Layers[index];
            for (var pe = 0; pe < layer.Pe; pe++)
                Write(string.Create(CultureInfo.InvariantCulture, $"{prefix}layer{index}_{pe:000}"), layer, parameters.Layers[index], pe);
        }
    }

    private static void Write(string start, LayerDescription layer, LayerParameters parameters, int pe)
    {
        Write(
            $"{start}_weights.hex", layer.NeuronFold * layer.SynapseFold, layer.Simd * layer.BitsPerWeight,
            word => FoldedParameters.WeightWord(layer, parameters, pe, word));
        for (var i = 0; i < layer.ThresholdsPerRow; i++)
        {
            var threshold = i;
            Write(
                string.Create(CultureInfo.InvariantCulture, $"{start}_thresholds{i}.hex"), layer.NeuronFold, HlsLayer.AccumulatorBits(layer),
                fold => (ulong)HlsLayer.Saturate(layer, FoldedParameters.Thresholds(layer, parameters, pe, fold)[threshold]));
        }
    }

    private static void Write(string path, int words, int bits, Func<int, ulong> word)
    {
        var mask = bits == 64 ? ulong.MaxValue : (1UL << bits) - 1;
        var text = new StringBuilder();
        for (var i = 0; i < words; i++)
            text.Append((word(i) & mask).ToString($"x{(bits + 3) / 4}", CultureInfo.InvariantCulture)).Append('\n');
        File.WriteAllText(path, text.ToString());
    }
}
