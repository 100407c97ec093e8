using Fard.Networks.Description;

namespace Fard.Networks.Simd.Maps;

/// <summary>
/// Brings what a kernel wrote, planes whose rows are some stride of bits apart with undefined bits between them, into a <see cref="PlaneMap"/>; with the
/// 2x2 max pool where the layer has one. On the planes value &gt;= 0 and value &gt; 0, the maximum is an OR.
/// </summary>
/// <param name="layer">The layer that was computed.</param>
/// <param name="stride">Bits from one row to the next.</param>
/// <param name="wordsPerImage">Words from one image to the next.</param>
/// <param name="planeBytes">Bytes from one plane to the next.</param>
/// <param name="output">Where the planes go.</param>
internal sealed unsafe class RasterCompaction(LayerDescription layer, int stride, int wordsPerImage, int planeBytes, PlaneMap output)
{
    private readonly AlignedBuffer _staging = new(8L * output.StagingWords);

    /// <summary>Stores all planes of the first <paramref name="images"/> images; plane p of channel c is the number c * planes + p.</summary>
    public void Run(byte* raw, int images)
    {
        var dense = (ulong*)_staging.Pointer;
        for (var plane = 0; plane < layer.OutputChannels * output.Planes; plane++)
        {
            for (var image = 0; image < images; image++)
            {
                var source = (ulong*)(raw + (long)plane * planeBytes) + image * wordsPerImage;
                if (layer.MaxPool)
                    Pool(source, dense);
                else
                    Compact(source, dense);
                output.Store(plane / output.Planes, plane % output.Planes, image, dense);
            }
        }
    }

    private void Compact(ulong* source, ulong* dense)
    {
        var writer = new BitWriter(dense);
        for (var y = 0; y < layer.ConvolutionHeight; y++)
        {
            for (var x = 0; x < layer.ConvolutionWidth; x += 64)
            {
                var count = Math.Min(64, layer.ConvolutionWidth - x);
                writer.Append(BitReader.Read(source, y * stride + x, count), count);
            }
        }

        writer.Finish(dense + output.StagingWords);
    }

    private void Pool(ulong* source, ulong* dense)
    {
        var writer = new BitWriter(dense);
        for (var y = 0; y < layer.ConvolutionHeight; y += 2)
        {
            for (var x = 0; x < layer.ConvolutionWidth; x += 64)
            {
                var count = Math.Min(64, layer.ConvolutionWidth - x);
                var bits = BitReader.Read(source, y * stride + x, count) | BitReader.Read(source, (y + 1) * stride + x, count);
                writer.Append(EvenBits.Extract(bits | bits >> 1), count / 2);
            }
        }

        writer.Finish(dense + output.StagingWords);
    }
}
