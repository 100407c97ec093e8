using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Networks.Simd.Layout;

/// <summary>
/// The weights of a layer that reads fixed-point bytes, per row: byte offsets of the columns to add and of those to subtract, and the thresholds for the
/// sum that is not doubled (2 s &gt; t is s &gt; floor(t / 2)).
/// </summary>
internal sealed class FixedPointLists
{
    /// <summary>Columns whose sum fits 16 bits: every product lies in -128 to 128.</summary>
    public const int MostColumns = 255;

    public FixedPointLists(LayerDescription layer, LayerParameters parameters, int vectorBytes)
    {
        RowBytes = (layer.ConvolutionWidth * sizeof(short) + vectorBytes - 1) / vectorBytes * vectorBytes;
        var (kernel, channels) = (layer.KernelSize, layer.Input.Channels);
        var entries = new List<int>();
        Rows = new FixedPointRow[layer.OutputChannels];
        Thresholds = new short[layer.OutputChannels * layer.ThresholdsPerRow];
        for (var row = 0; row < layer.OutputChannels; row++)
        {
            var start = entries.Count;
            var weights = parameters.Weights(row);
            var counts = new int[2];
            for (var pass = 0; pass < 2; pass++)
            {
                for (var column = 0; column < weights.Length; column++)
                {
                    if (weights[column] != (pass == 0 ? 1 : -1))
                        continue;
                    var (ky, kx, channel) = (column / channels / kernel, column / channels % kernel, column % channels);
                    entries.Add(((channel * kernel + kx) * layer.Input.Height + ky) * RowBytes);
                    counts[pass]++;
                }
            }

            Rows[row] = new FixedPointRow(start, counts[0], counts[1]);
            for (var index = 0; index < layer.ThresholdsPerRow; index++)
            {
                Thresholds[row * layer.ThresholdsPerRow + index] =
                    (short)Math.Clamp(parameters.Thresholds(row)[index] >> 1, short.MinValue, short.MaxValue);
            }
        }

        Offsets = [.. entries];
    }

    /// <summary>Bytes of one row of 16-bit values: the output's columns in whole vectors.</summary>
    public int RowBytes { get; }

    public FixedPointRow[] Rows { get; }

    public short[] Thresholds { get; }

    /// <summary>Offsets into planes of 16-bit values, one for each channel and kx, rows of the input below each other.</summary>
    public int[] Offsets { get; }
}

/// <param name="Start">Index of the row's first offset to add; those to subtract follow.</param>
/// <param name="PlusCount">Offsets to add.</param>
/// <param name="MinusCount">Offsets to subtract.</param>
internal readonly record struct FixedPointRow(int Start, int PlusCount, int MinusCount);
