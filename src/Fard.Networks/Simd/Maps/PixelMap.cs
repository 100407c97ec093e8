using Fard.Networks.Description;

namespace Fard.Networks.Simd.Maps;

/// <summary>A map between layers with the channels of a pixel in the bits of words: per image, pixel and value plane, whole 64-bit words of channels.</summary>
internal sealed unsafe class PixelMap
{
    private readonly AlignedBuffer _words;

    /// <param name="format">The stream at this boundary.</param>
    /// <param name="planes">1 for bits (value &gt; 0), 2 for ternary values (value &gt;= 0, value &gt; 0).</param>
    /// <param name="images">Images that it holds.</param>
    public PixelMap(StreamFormat format, int planes, int images)
    {
        (Format, Planes) = (format, planes);
        WordsPerPlane = (format.Channels + 63) / 64;
        Pixels = format.Height * format.Width;
        _words = new AlignedBuffer(8L * images * Pixels * planes * WordsPerPlane);
    }

    public StreamFormat Format { get; }

    public int Planes { get; }

    public int Pixels { get; }

    public int WordsPerPlane { get; }

    /// <summary>The words of one plane of one pixel. The bits behind the last channel are not defined.</summary>
    public ulong* At(int image, int pixel, int plane) => (ulong*)_words.Pointer + ((image * Pixels + pixel) * Planes + plane) * WordsPerPlane;
}
