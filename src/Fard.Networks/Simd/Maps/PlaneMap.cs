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
    /// <param name="wordsPerImage">Words of one image that its reader asks for in a copy.</param>
    /// <param name="copies">Copies of each plane.</param>
    /// <param name="images">Images that it holds.</param>
    public PlaneMap(StreamFormat format, int planes, int wordsPerImage, int copies, int images)
    {
        (Format, Planes, WordsPerImage, Copies) = (format, planes, wordsPerImage, copies);
        DenseWords = (format.Height * format.Width + 63) / 64;
        CopyBytes = (wordsPerImage * images * 8 + 63) & ~63;
        _words = new AlignedBuffer((long)format.Channels * planes * copies * CopyBytes);
    }

    public StreamFormat Format { get; }

    public int Planes { get; }

    public int WordsPerImage { get; }

    public int Copies { get; }

    /// <summary>Words that the pixels of one image take without gaps.</summary>
    public int DenseWords { get; }

    /// <summary>Bytes of one copy of a plane: all images.</summary>
    public int CopyBytes { get; }

    public byte* Pointer => _words.Pointer;

    /// <summary>Byte offset of copy <paramref name="copy"/> of a plane.</summary>
    public int OffsetOf(int channel, int plane, int copy) => checked(((channel * Planes + plane) * Copies + copy) * CopyBytes);

    /// <summary>Words of <see cref="Store"/>'s argument: the dense words, padded with zeros.</summary>
    public int StagingWords => Math.Max(DenseWords, WordsPerImage + Copies);

    /// <summary>Stores one image's plane from its dense words, followed by zeros up to <see cref="StagingWords"/>.</summary>
    public void Store(int channel, int plane, int image, ulong* dense)
    {
        for (var copy = 0; copy < Copies; copy++)
        {
            var destination = (ulong*)(Pointer + OffsetOf(channel, plane, copy)) + image * WordsPerImage;
            for (var word = 0; word < WordsPerImage; word++)
                destination[word] = dense[copy + word];
        }
    }

    /// <summary>The map that a convolution over pixels in lanes reads.</summary>
    public static PlaneMap ForConvolution(LayerDescription layer, int planes, int images)
    {
        var (input, kernel) = (layer.Input, layer.KernelSize);
        var wordsPerImage = ((layer.ConvolutionHeight - 1) * input.Width + layer.ConvolutionWidth + 63) / 64;
        return new PlaneMap(input, planes, wordsPerImage, (kernel - 1) * (input.Width + 1) / 64 + 2, images);
    }

    /// <summary>The map that a transposition to channels in lanes reads.</summary>
    public static PlaneMap ForTransposition(StreamFormat format, int planes, int images) =>
        new(format, planes, (format.Height * format.Width + 63) / 64, 1, images);
}
