using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fard.Networks.Description;

namespace Fard.Networks.Simd.Maps;

/// <summary>
/// Brings what a kernel wrote, planes whose rows are some stride of bits apart with undefined bits between them, into a <see cref="PlaneMap"/>; with the
/// 2x2 max pool where the layer has one. On the planes value &gt;= 0 and value &gt; 0, the maximum is an OR of the plane and its shifts.
/// </summary>
internal sealed unsafe class RasterCompaction
{
    /// <summary>Words that vectors reach behind those that are asked for.</summary>
    private const int Overrun = 8;

    private readonly AlignedBuffer _staging, _pooled;
    private readonly PlaneMap _output;
    private readonly (int Word, BitExtraction Bits)[] _extractions;
    private readonly int _stride, _wordsPerImage, _planeBytes, _planes;
    private readonly bool _pool, _copy;

    /// <param name="layer">The layer that was computed.</param>
    /// <param name="stride">Bits from one row to the next.</param>
    /// <param name="wordsPerImage">Words from one image to the next.</param>
    /// <param name="planeBytes">Bytes from one plane to the next.</param>
    /// <param name="output">Where the planes go.</param>
    public RasterCompaction(LayerDescription layer, int stride, int wordsPerImage, int planeBytes, PlaneMap output)
    {
        (_stride, _wordsPerImage, _planeBytes, _output) = (stride, wordsPerImage, planeBytes, output);
        (_planes, _pool) = (layer.OutputChannels * output.Planes, layer.MaxPool);
        _copy = !_pool && stride == output.Stride;
        _staging = new AlignedBuffer(8L * Math.Max(output.StagingWords, wordsPerImage));
        _pooled = new AlignedBuffer(_pool ? planeBytes + 8L * (2 * (stride / 64) + 2 * Overrun) : 0);
        _extractions = CreateExtractions(layer, stride);
    }

    /// <summary>Bytes behind the last plane that <see cref="Run"/> may read.</summary>
    public static int Padding(int stride, PlaneMap output) => 8 * (stride / 64 + Overrun + output.StagingWords);

    /// <summary>Stores all planes of the first <paramref name="images"/> images; plane p of channel c is the number c * planes + p.</summary>
    public void Run(byte* raw, int images)
    {
        var staging = (ulong*)_staging.Pointer;
        for (var plane = 0; plane < _planes; plane++)
        {
            var source = (ulong*)(raw + (long)plane * _planeBytes);
            var destination = _output.PlaneAt(plane);
            if (_pool)
                source = Pool(source, images * _wordsPerImage);
            for (var image = 0; image < images; image++, source += _wordsPerImage)
            {
                if (_copy)
                {
                    _output.Store(destination, image, source);
                }
                else
                {
                    Compact(source, staging);
                    _output.Store(destination, image, staging);
                }
            }
        }
    }

    /// <summary>For each word of an image with wanted pixels, which bits they are: every pixel, or every upper left one of a pool's four.</summary>
    private static (int Word, BitExtraction Bits)[] CreateExtractions(LayerDescription layer, int stride)
    {
        var step = layer.MaxPool ? 2 : 1;
        var masks = new ulong[(layer.ConvolutionHeight * stride + 63) / 64];
        for (var y = 0; y < layer.ConvolutionHeight; y += step)
        {
            for (var x = 0; x < layer.ConvolutionWidth; x += step)
                masks[(y * stride + x) / 64] |= 1UL << (y * stride + x) % 64;
        }

        return [.. masks.Index().Where(word => word.Item != 0).Select(word => (word.Index, new BitExtraction(word.Item)))];
    }

    /// <summary>ORs each pixel with its right, lower and lower right neighbour.</summary>
    private ulong* Pool(ulong* plane, int words)
    {
        var pooled = (ulong*)_pooled.Pointer;
        OrShifted(plane, pooled, words + _stride / 64 + 2, 1);
        OrShifted(pooled, pooled, words, _stride);
        return pooled;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OrShifted(ulong* source, ulong* destination, int words, int bits)
    {
        var (offset, shift) = (bits / 64, bits % 64);
        for (var word = 0; word < words; word += Vector256<ulong>.Count, source += Vector256<ulong>.Count)
        {
            var shifted = Vector256.Load(source + offset) >>> shift | Vector256.Load(source + offset + 1) << 1 << (63 - shift);
            (Vector256.Load(source) | shifted).Store(destination + word);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Compact(ulong* source, ulong* staging)
    {
        var writer = new BitWriter(staging);
        foreach (ref var extraction in _extractions.AsSpan())
            writer.Append(extraction.Bits.Extract(source[extraction.Word]), extraction.Bits.Count);
        writer.Finish(staging + _output.StagingWords);
    }
}
