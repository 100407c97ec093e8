using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Networks.Reference;

/// <summary>One layer on plain values: a window of the input for every output pixel, a sum for every row, thresholds, pool.</summary>
internal sealed class ReferenceLayer(LayerDescription layer, LayerParameters parameters)
{
    private readonly sbyte[] _window = new sbyte[layer.Columns];
    private readonly sbyte[] _map = new sbyte[layer.ConvolutionHeight * layer.ConvolutionWidth * layer.OutputChannels];

    /// <summary>Computes the values behind the thresholds and the pool; for bits and class words -1 stands for a bit that is clear.</summary>
    public void Compute(ReadOnlySpan<sbyte> input, Span<sbyte> output)
    {
        var map = layer.MaxPool ? _map : output;
        for (var pixel = 0; pixel < layer.ConvolutionHeight * layer.ConvolutionWidth; pixel++)
        {
            GatherWindow(input, pixel / layer.ConvolutionWidth, pixel % layer.ConvolutionWidth);
            for (var row = 0; row < layer.OutputChannels; row++)
                map[pixel * layer.OutputChannels + row] = Activate(Accumulate(row), parameters.Thresholds(row));
        }

        if (layer.MaxPool)
            Pool(output);
    }

    /// <summary>Computes the sums of a layer without thresholds.</summary>
    public void ComputeScores(ReadOnlySpan<sbyte> input, Span<short> scores)
    {
        for (var pixel = 0; pixel < layer.ConvolutionHeight * layer.ConvolutionWidth; pixel++)
        {
            GatherWindow(input, pixel / layer.ConvolutionWidth, pixel % layer.ConvolutionWidth);
            for (var row = 0; row < layer.OutputChannels; row++)
                scores[pixel * layer.OutputChannels + row] = checked((short)Accumulate(row));
        }
    }

    /// <summary>Lays the window at output pixel (y, x) out in the order of the weight columns: (ky, kx, channel).</summary>
    private void GatherWindow(ReadOnlySpan<sbyte> input, int y, int x)
    {
        var length = layer.KernelSize * layer.Input.Channels;
        for (var ky = 0; ky < layer.KernelSize; ky++)
            input.Slice(((y + ky) * layer.Input.Width + x) * layer.Input.Channels, length).CopyTo(_window.AsSpan(ky * length));
    }

    private int Accumulate(int row)
    {
        var weights = parameters.Weights(row);
        var sum = 0;
        if (layer.Accumulation == Accumulation.XnorPopcount)
        {
            for (var column = 0; column < weights.Length; column++)
                sum += weights[column] == _window[column] ? 1 : 0;
            return sum;
        }

        for (var column = 0; column < weights.Length; column++)
            sum += weights[column] * _window[column];
        return layer.Input.Element == ElementFormat.Fixed8 ? 2 * sum : sum;
    }

    private sbyte Activate(int sum, ReadOnlySpan<int> thresholds)
    {
        var passed = 0;
        foreach (var threshold in thresholds)
            passed += threshold < sum ? 1 : 0;
        return (sbyte)(layer.OutputElement == ElementFormat.Ternary ? passed - 1 : 2 * passed - 1);
    }

    private void Pool(Span<sbyte> output)
    {
        var (result, channels) = (layer.Output, layer.OutputChannels);
        for (var y = 0; y < result.Height; y++)
        {
            for (var x = 0; x < result.Width; x++)
            {
                for (var channel = 0; channel < channels; channel++)
                {
                    var upper = (2 * y * layer.ConvolutionWidth + 2 * x) * channels + channel;
                    var lower = upper + layer.ConvolutionWidth * channels;
                    output[(y * result.Width + x) * channels + channel] =
                        Math.Max(Math.Max(_map[upper], _map[upper + channels]), Math.Max(_map[lower], _map[lower + channels]));
                }
            }
        }
    }
}
