using System.Buffers.Binary;

namespace Fard.Networks.Images.Png;

/// <summary>The IHDR chunk, checked: size, samples and interlacing of the image.</summary>
internal sealed record PngHeader(int Width, int Height, int BitDepth, PngColourType ColourType, bool Interlaced)
{
    private const int Length = 13;

    public int SamplesPerPixel => ColourType switch
    {
        PngColourType.Grey or PngColourType.Palette => 1,
        PngColourType.GreyAlpha => 2,
        PngColourType.Rgb => 3,
        _ => 4,
    };

    public int BitsPerPixel => SamplesPerPixel * BitDepth;

    /// <summary>Distance in bytes to the pixel on the left, as the filters count it: at least 1.</summary>
    public int FilterDistance => Math.Max(1, BitsPerPixel / 8);

    /// <summary>Bytes of a row of <paramref name="pixels"/> pixels, without its filter byte.</summary>
    public int RowBytes(int pixels) => checked((int)(((long)pixels * BitsPerPixel + 7) / 8));

    /// <summary>Bytes of the whole image after inflation: the rows of every pass, each behind its filter byte.</summary>
    public long InflatedBytes
    {
        get
        {
            long total = 0;
            foreach (var pass in Adam7Pass.Of(this))
                total += (long)pass.Rows * (1 + RowBytes(pass.Columns));
            return total;
        }
    }

    /// <summary>Reads IHDR and refuses what the specification does not allow and what is larger than <see cref="PngDecoder.MaxPixels"/>.</summary>
    public static PngHeader Parse(ReadOnlySpan<byte> data, long offset)
    {
        if (data.Length != Length)
            throw Bad($"its header has {data.Length} bytes instead of {Length}");

        var width = BinaryPrimitives.ReadUInt32BigEndian(data);
        var height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
            throw Bad($"a size of {width}x{height} is not allowed");
        if ((long)width * height > PngDecoder.MaxPixels)
            throw Bad($"{width}x{height} pixels are more than the {PngDecoder.MaxPixels} that are accepted; scale the image down");

        int depth = data[8];
        var colour = (PngColourType)data[9];
        var allowed = colour switch
        {
            PngColourType.Grey => depth is 1 or 2 or 4 or 8 or 16,
            PngColourType.Palette => depth is 1 or 2 or 4 or 8,
            PngColourType.Rgb or PngColourType.GreyAlpha or PngColourType.Rgba => depth is 8 or 16,
            _ => throw Bad($"colour type {data[9]} does not exist"),
        };
        if (!allowed)
            throw Bad($"colour type {data[9]} does not go with bit depth {depth}");
        if (data[10] != 0)
            throw Bad($"compression method {data[10]} does not exist");
        if (data[11] != 0)
            throw Bad($"filter method {data[11]} does not exist");
        if (data[12] > 1)
            throw Bad($"interlace method {data[12]} does not exist");

        return new PngHeader((int)width, (int)height, depth, colour, data[12] == 1);

        PngFormatException Bad(string problem) => new(problem, "IHDR", offset);
    }
}
