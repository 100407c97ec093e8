using System.Runtime.CompilerServices;
using Fard.Networks.Description;

namespace Fard.Networks.Simd.Maps;

/// <summary>
/// A map between layers with one bit plane per channel and value plane, lanes = pixels in raster order. An image takes whole 64-bit words, so that
/// several images fill a vector. For a convolution, copy q of a plane starts q words later: a shift by any number of bits is a funnel shift of
/// two neighbouring copies.
/// </summary>
internal sealed unsafe class PlaneMap
{
    private readonly AlignedBuffer _words;

    /// <param name="format">The stream at this boundary.</param>
    /// <param name="planes">1 for bits (value &gt; 0), 2 for ternary values (value &gt;= 0, value &gt; 0).</param>
    /// <param name="stride">Bits from one row of pixels to the next; those behind a row's last pixel are undefined.</param>
    /// <param name="wordsPerImage">Words of one image that its reader asks for in a copy.</param>
    /// <param name="copies">Copies of each plane.</param>
    /// <param name="images">Images that it holds.</param>
    public PlaneMap(StreamFormat format, int planes, int stride, int wordsPerImage, int copies, int images)
    {
        (Format, Planes, Stride, WordsPerImage, Copies) = (format, planes, stride, wordsPerImage, copies);
        RasterWords = (format.Height * stride + 63) / 64;
        CopyBytes = (wordsPerImage * images * 8 + 63) & ~63;
        _words = new AlignedBuffer((long)format.Channels * planes * copies * CopyBytes);
    }

    public StreamFormat Format { get; }

    public int Planes { get; }

    public int Stride { get; }

    public int WordsPerImage { get; }

    public int Copies { get; }

    /// <summary>Words from the first pixel of an image to its last.</summary>
    public int RasterWords { get; }

    /// <summary>Bytes of one copy of a plane: all images.</summary>
    public int CopyBytes { get; }

    public byte* Pointer => _words.Pointer;

    /// <summary>Byte offset of copy <paramref name="copy"/> of a plane.</summary>
    public int OffsetOf(int channel, int plane, int copy) => checked(((channel * Planes + plane) * Copies + copy) * CopyBytes);

    /// <summary>Words of <see cref="Store"/>'s argument: the raster words, padded with words of any content.</summary>
    public int StagingWords => Math.Max(RasterWords, WordsPerImage + Copies);

    /// <summary>The first copy of a plane, given as channel * planes + plane.</summary>
    public ulong* PlaneAt(int plane) => (ulong*)(Pointer + checked(plane * Copies * CopyBytes));

    /// <summary>Stores one image of the plane at <paramref name="destination"/> from its raster words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Store(ulong* destination, int image, ulong* raster)
    {
        var (wordsPerImage, copies, step) = (WordsPerImage, Copies, CopyBytes / sizeof(ulong));
        destination += image * wordsPerImage;
        for (var copy = 0; copy < copies; copy++, destination += step)
        {
            for (var word = 0; word < wordsPerImage; word++)
                destination[word] = raster[copy + word];
        }
    }

    /// <summary>The map that a convolution over pixels in lanes reads.</summary>
    /// <param name="writtenStride">The stride that the map's writer has for nothing; kept where closing the gaps would save no word.</param>
    public static PlaneMap ForConvolution(LayerDescription layer, int planes, int writtenStride, int images)
    {
        var (width, kernel) = (layer.Input.Width, layer.KernelSize);
        var stride = WordsOf(layer, writtenStride) > WordsOf(layer, width) ? width : writtenStride;
        return new PlaneMap(layer.Input, planes, stride, WordsOf(layer, stride), (kernel - 1) * (stride + 1) / 64 + 2, images);
    }

    /// <summary>The map that a transposition to channels in lanes reads.</summary>
    public static PlaneMap ForTransposition(StreamFormat format, int planes, int images) =>
        new(format, planes, format.Width, (format.Height * format.Width + 63) / 64, 1, images);

    /// <summary>Words from the first result of a convolution to its last.</summary>
    private static int WordsOf(LayerDescription layer, int stride) => ((layer.ConvolutionHeight - 1) * stride + layer.ConvolutionWidth + 63) / 64;
}
