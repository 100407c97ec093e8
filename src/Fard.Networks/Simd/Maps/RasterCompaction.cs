using System.Runtime.CompilerServices;
using Fard.Networks.Description;

namespace Fard.Networks.Simd.Maps;

/// <summary>
/// Brings what a kernel wrote, planes whose rows are some stride of bits apart with undefined bits between them, into a <see cref="PlaneMap"/>; with the
/// 2x2 max pool where the layer has one. On the planes value &gt;= 0 and value &gt; 0, the maximum is an OR.
/// </summary>
internal sealed unsafe class RasterCompaction
{
    private readonly AlignedBuffer _staging;
    private readonly PlaneMap _output;
    private readonly int _stride, _wordsPerImage, _planeBytes, _planes, _rows, _columns;
    private readonly bool _pool, _copy;

    /// <param name="layer">The layer that was computed.</param>
    /// <param name="stride">Bits from one row to the next.</param>
    /// <param name="wordsPerImage">Words from one image to the next.</param>
    /// <param name="planeBytes">Bytes from one plane to the next.</param>
    /// <param name="output">Where the planes go.</param>
    public RasterCompaction(LayerDescription layer, int stride, int wordsPerImage, int planeBytes, PlaneMap output)
    {
        (_stride, _wordsPerImage, _planeBytes, _output) = (stride, wordsPerImage, planeBytes, output);
        (_planes, _rows, _columns) = (layer.OutputChannels * output.Planes, layer.ConvolutionHeight, layer.ConvolutionWidth);
        _pool = layer.MaxPool;
        _copy = !_pool && stride == output.Stride;
        _staging = new AlignedBuffer(8L * Math.Max(output.StagingWords, wordsPerImage));
    }

    /// <summary>Stores all planes of the first <paramref name="images"/> images; plane p of channel c is the number c * planes + p.</summary>
    public void Run(byte* raw, int images)
    {
        var dense = (ulong*)_staging.Pointer;
        for (var plane = 0; plane < _planes; plane++)
        {
            var destination = _output.PlaneAt(plane);
            for (var image = 0; image < images; image++)
            {
                var source = (ulong*)(raw + (long)plane * _planeBytes) + image * _wordsPerImage;
                if (_pool)
                    Pool(source, dense);
                else if (_copy)
                    Copy(source, dense);
                else
                    Compact(source, dense);
                _output.Store(destination, image, dense);
            }
        }
    }

    private void Copy(ulong* source, ulong* dense)
    {
        for (var word = 0; word < _wordsPerImage; word++)
            dense[word] = source[word];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Compact(ulong* source, ulong* dense)
    {
        var writer = new BitWriter(dense);
        for (int y = 0, row = 0; y < _rows; y++, row += _stride)
        {
            for (var x = 0; x < _columns; x += 64)
            {
                var count = Math.Min(64, _columns - x);
                writer.Append(BitReader.Read(source, row + x, count), count);
            }
        }

        writer.Finish(dense + _output.StagingWords);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pool(ulong* source, ulong* dense)
    {
        var writer = new BitWriter(dense);
        for (int y = 0, row = 0; y < _rows; y += 2, row += 2 * _stride)
        {
            for (var x = 0; x < _columns; x += 64)
            {
                var count = Math.Min(64, _columns - x);
                var bits = BitReader.Read(source, row + x, count) | BitReader.Read(source, row + _stride + x, count);
                writer.Append(EvenBits.Extract(bits | bits >> 1), count / 2);
            }
        }

        writer.Finish(dense + _output.StagingWords);
    }
}
