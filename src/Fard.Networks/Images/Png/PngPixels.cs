namespace Fard.Networks.Images.Png;

/// <summary>Turns a row's samples into 8-bit red, green and blue.</summary>
internal static class PngPixels
{
    /// <summary>Writes the pixels of one row of a pass to their places in the image.</summary>
    /// <param name="chunks">Header and palette of the file.</param>
    /// <param name="row">The row with its filter undone.</param>
    /// <param name="columns">Pixels in the row.</param>
    /// <param name="target">The image's pixels from the row's first one on.</param>
    /// <param name="stride">Bytes from one pixel of the row to the next one in <paramref name="target"/>.</param>
    public static void Expand(PngChunks chunks, ReadOnlySpan<byte> row, int columns, Span<byte> target, int stride)
    {
        var header = chunks.Header;
        var samples = header.SamplesPerPixel;
        for (var column = 0; column < columns; column++)
        {
            var pixel = target.Slice(column * stride, 3);
            switch (header.ColourType)
            {
                case PngColourType.Palette:
                    Look(chunks, Sample(row, column, header.BitDepth), pixel);
                    break;
                case PngColourType.Grey or PngColourType.GreyAlpha:
                    pixel.Fill(ToByte(Sample(row, column * samples, header.BitDepth), header.BitDepth));
                    break;
                default:
                    for (var i = 0; i < 3; i++)
                        pixel[i] = ToByte(Sample(row, column * samples + i, header.BitDepth), header.BitDepth);
                    break;
            }
        }
    }

    private static int Sample(ReadOnlySpan<byte> row, int index, int depth) => depth switch
    {
        8 => row[index],
        16 => row[2 * index] << 8 | row[2 * index + 1],
        _ => row[index * depth / 8] >> (8 - depth - index * depth % 8) & ((1 << depth) - 1),
    };

    // Scales 0..2^depth-1 to 0..255, rounded to nearest: exact for 1, 2, 4 and 8 bits.
    private static byte ToByte(int sample, int depth) => depth switch
    {
        8 => (byte)sample,
        16 => (byte)((sample * 255 + 32895) >> 16),
        _ => (byte)(sample * 255 / ((1 << depth) - 1)),
    };

    private static void Look(PngChunks chunks, int index, Span<byte> pixel)
    {
        var palette = chunks.Palette.Span;
        if (3 * index >= palette.Length)
        {
            throw new PngFormatException(
                $"a pixel has colour {index} of a palette of {palette.Length / 3}", "IDAT", chunks.ImageDataOffset);
        }

        palette.Slice(3 * index, 3).CopyTo(pixel);
    }
}
