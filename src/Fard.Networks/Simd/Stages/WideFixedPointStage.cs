using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Simd.Maps;

namespace Fard.Networks.Simd.Stages;

/// <summary>
/// A layer that reads fixed-point bytes and has more columns than 16-bit sums allow, or scores as its result: one product after the other.
/// No network of the catalog has such a layer.
/// </summary>
/// <param name="output">Where the values go; null for scores, which go to the output stream.</param>
internal sealed unsafe class WideFixedPointStage(LayerDescription layer, LayerParameters parameters, PixelMap? output) : Stage
{
    private readonly int _outputBytes = layer.Output.BytesPerImage;

    public override void Run(byte* input, byte* stream, int images)
    {
        for (var image = 0; image < images; image++)
        {
            var scores = (short*)(stream + (long)image * _outputBytes);
            if (output is null)
                new Span<byte>(scores, _outputBytes).Clear();
            for (var y = 0; y < layer.ConvolutionHeight; y++)
            {
                for (var x = 0; x < layer.ConvolutionWidth; x++)
                {
                    for (var row = 0; row < layer.OutputChannels; row++)
                    {
                        var sum = Sum((sbyte*)input + (long)image * layer.Input.BytesPerImage, y, x, row);
                        if (output is null)
                            scores[(y * layer.ConvolutionWidth + x) * layer.OutputChannels + row] = (short)sum;
                        else
                            Compare(output, image, y, x, row, sum);
                    }
                }
            }
        }
    }

    private int Sum(sbyte* image, int y, int x, int row)
    {
        var weights = parameters.Weights(row);
        var (sum, rowLength) = (0, layer.KernelSize * layer.Input.Channels);
        for (var column = 0; column < weights.Length; column++)
            sum += weights[column] * image[((y + column / rowLength) * layer.Input.Width + x) * layer.Input.Channels + column % rowLength];
        return 2 * sum;
    }

    private void Compare(PixelMap map, int image, int y, int x, int row, int sum)
    {
        var pixel = layer.MaxPool ? y / 2 * (layer.ConvolutionWidth / 2) + x / 2 : y * layer.ConvolutionWidth + x;
        var isFirstOfPixel = !layer.MaxPool || (y % 2 == 0 && x % 2 == 0);
        for (var plane = 0; plane < map.Planes; plane++)
        {
            ref var word = ref map.At(image, pixel, plane)[row / 64];
            var bit = 1UL << row % 64;
            var greater = sum > parameters.Thresholds(row)[plane];
            if (greater)
                word |= bit;
            else if (isFirstOfPixel)
                word &= ~bit;
        }
    }
}
