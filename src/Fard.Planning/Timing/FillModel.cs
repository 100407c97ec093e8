using Fard.Networks.Description;

namespace Fard.Planning.Timing;

/// <summary>
/// Follows one image through the layers, pixel by pixel: when does each pixel of each stream appear, if every layer starts as early as it can?
/// </summary>
/// <remarks>
/// From first principles. An output pixel takes (neuron fold) * (synapse fold) cycles and comes after the one before it.
/// A convolution's sliding window unit starts a row of windows when all input rows that they touch are there (so does FINN's ConvolutionInputGenerator):
/// a layer waits for its first rows and then runs at its own rate or at its source's.
/// A fully connected layer reads its input once, while it arrives, for its first neuron fold; the other folds read a copy: after the last input
/// it needs (neuron fold - 1) * (synapse fold) cycles more. A pixel's first channels leave after its first neuron fold, the last ones at its end.
/// A pooled pixel appears with the last of its four.
/// </remarks>
internal static class FillModel
{
    /// <summary>When the pixels of the input appear: as fast as the memory port delivers them and the first layer's lanes take them.</summary>
    public static PixelTime[] Input(StreamFormat stream, LayerDescription layer)
    {
        var lanes = (stream.Channels + layer.Simd - 1) / layer.Simd;
        var bits = stream.Channels * stream.BitsPerElement;
        var pixels = new PixelTime[stream.Height * stream.Width];
        long last = 0;
        for (var i = 0; i < pixels.Length; i++)
        {
            var first = last + 1;
            last = Math.Max(last + (layer.KernelSize > 1 ? lanes : 1), ((i + 1L) * bits + DataflowModel.PortBits - 1) / DataflowModel.PortBits);
            pixels[i] = new PixelTime(first, last);
        }

        return pixels;
    }

    /// <summary>When the pixels of a layer's output appear, behind its pool where it has one.</summary>
    public static PixelTime[] Through(LayerDescription layer, PixelTime[] input)
    {
        var (rows, columns) = (layer.ConvolutionHeight, layer.ConvolutionWidth);
        var output = new PixelTime[rows * columns];
        var fold = (long)layer.SynapseFold;
        var folds = layer.NeuronFold * fold;
        long end = 0;
        for (var row = 0; row < rows; row++)
        {
            var source = input[(row + layer.KernelSize) * layer.Input.Width - 1];
            for (var column = 0; column < columns; column++)
            {
                var start = Math.Max(end, layer.KernelSize > 1 ? source.Last : source.First);
                end = Math.Max(start + folds, source.Last + folds - fold);
                output[row * columns + column] = new PixelTime(end - folds + fold, end);
            }
        }

        return layer.MaxPool ? Pool(output, rows, columns) : output;
    }

    private static PixelTime[] Pool(PixelTime[] pixels, int rows, int columns)
    {
        var pooled = new PixelTime[rows / 2 * (columns / 2)];
        for (var i = 0; i < pooled.Length; i++)
        {
            var (row, column) = (i / (columns / 2), i % (columns / 2));
            pooled[i] = pixels[(2 * row + 1) * columns + 2 * column + 1];
        }

        return pooled;
    }
}
