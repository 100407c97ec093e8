using Fard.Networks.Description;

namespace Fard.Networks.BitPlanes;

/// <summary>
/// A map of bits or ternary values as bit planes. Every pixel's channels start at a word of their own; the bits behind the last channel are zero.
/// </summary>
internal sealed class PlaneMap
{
    private readonly int _channels;
    private readonly int _pixels;

    public PlaneMap(int height, int width, int channels, bool isTernary)
    {
        Width = width;
        _channels = channels;
        _pixels = height * width;
        WordsPerPixel = (channels + 63) / 64;
        Sign = new ulong[_pixels * WordsPerPixel];
        Nonzero = isTernary ? new ulong[Sign.Length] : [];
    }

    public static PlaneMap Of(StreamFormat format) => new(format.Height, format.Width, format.Channels, format.Element == ElementFormat.Ternary);

    public int Width { get; }

    public int WordsPerPixel { get; }

    public bool IsTernary => Nonzero.Length > 0;

    /// <summary>Set where the value is -1.</summary>
    public ulong[] Sign { get; }

    /// <summary>Set where a ternary value is -1 or +1; empty for bits.</summary>
    public ulong[] Nonzero { get; }

    /// <summary>Fills the map from the packed stream of one image.</summary>
    public void Unpack(ReadOnlySpan<byte> stream)
    {
        var offset = 0;
        for (var pixel = 0; pixel < _pixels; pixel++)
        {
            for (var word = 0; word < WordsPerPixel; word++)
            {
                var (index, count) = (pixel * WordsPerPixel + word, Math.Min(64, _channels - 64 * word));
                if (IsTernary)
                    offset = UnpackTernary(stream, offset, index, count);
                else
                {
                    Sign[index] = ~PackedBits.Read(stream, offset, count) & PackedBits.Mask(count);
                    offset += count;
                }
            }
        }
    }

    /// <summary>Writes the packed stream of one image.</summary>
    public void Pack(Span<byte> stream)
    {
        stream.Clear();
        var offset = 0;
        for (var pixel = 0; pixel < _pixels; pixel++)
        {
            for (var word = 0; word < WordsPerPixel; word++)
            {
                var (index, count) = (pixel * WordsPerPixel + word, Math.Min(64, _channels - 64 * word));
                if (IsTernary)
                    offset = PackTernary(stream, offset, index, count);
                else
                {
                    PackedBits.Write(stream, offset, count, ~Sign[index] & PackedBits.Mask(count));
                    offset += count;
                }
            }
        }
    }

    /// <summary>Fills this map with the 2x2 maxima of a map twice as high and wide: positive where any is positive, negative where all are negative.</summary>
    public void PoolFrom(PlaneMap source)
    {
        for (var pixel = 0; pixel < _pixels; pixel++)
        {
            for (var word = 0; word < WordsPerPixel; word++)
            {
                var upper = (pixel / Width * 2 * source.Width + pixel % Width * 2) * WordsPerPixel + word;
                var (lower, index) = (upper + source.Width * WordsPerPixel, pixel * WordsPerPixel + word);
                var negative = source.Sign[upper] & source.Sign[upper + WordsPerPixel] & source.Sign[lower] & source.Sign[lower + WordsPerPixel];
                Sign[index] = negative;
                if (IsTernary)
                {
                    Nonzero[index] = negative | source.Positive(upper) | source.Positive(upper + WordsPerPixel)
                        | source.Positive(lower) | source.Positive(lower + WordsPerPixel);
                }
            }
        }
    }

    private ulong Positive(int word) => Nonzero[word] & ~Sign[word];

    // -1 is 11, +1 is 01: the lower bit says nonzero, the upper one negative.
    private int UnpackTernary(ReadOnlySpan<byte> stream, int offset, int index, int count)
    {
        var (low, high) = (Math.Min(32, count), Math.Max(0, count - 32));
        var pairs = PackedBits.Read(stream, offset, 2 * low);
        var morePairs = high > 0 ? PackedBits.Read(stream, offset + 64, 2 * high) : 0;
        Nonzero[index] = PackedBits.Gather(pairs) | (ulong)PackedBits.Gather(morePairs) << 32;
        Sign[index] = PackedBits.Gather(pairs >> 1) | (ulong)PackedBits.Gather(morePairs >> 1) << 32;
        return offset + 2 * count;
    }

    private int PackTernary(Span<byte> stream, int offset, int index, int count)
    {
        var (nonzero, sign) = (Nonzero[index], Sign[index]);
        PackedBits.Write(stream, offset, 2 * Math.Min(32, count), PackedBits.Spread((uint)nonzero) | PackedBits.Spread((uint)sign) << 1);
        if (count > 32)
            PackedBits.Write(stream, offset + 64, 2 * (count - 32), PackedBits.Spread((uint)(nonzero >> 32)) | PackedBits.Spread((uint)(sign >> 32)) << 1);
        return offset + 2 * count;
    }
}
