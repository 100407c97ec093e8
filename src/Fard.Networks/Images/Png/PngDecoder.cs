namespace Fard.Networks.Images.Png;

/// <summary>
/// Decodes PNG (ISO/IEC 15948): every colour type, bit depth and filter, Adam7 interlacing, checksums of chunks and of the compressed data.
/// </summary>
/// <remarks>
/// The result is 8-bit RGB. Grey is repeated three times; 16-bit samples are rounded to 8. Transparency (an alpha channel or tRNS) is dropped:
/// the colour that is stored under it counts, as with most libraries' conversion to RGB. Gamma, colour profiles and every other ancillary chunk are skipped.
/// </remarks>
public static class PngDecoder
{
    /// <summary>The largest image that is decoded, in pixels: 16 Mi, for example 4096x4096.</summary>
    public const int MaxPixels = 16 << 20;

    /// <summary>The largest file that <see cref="Load"/> reads, in bytes: 128 MiB.</summary>
    public const long MaxFileBytes = 128L << 20;

    // Deflate needs at least one bit for 258 repeated bytes twice over: no stream inflates to more than 1032 times its length (zlib's technical notes).
    private const long MaxInflation = 1032;

    /// <summary>Whether <paramref name="file"/> starts like a PNG.</summary>
    public static bool IsPng(ReadOnlySpan<byte> file) => PngChunks.HasSignature(file);

    /// <summary>Reads and decodes a file.</summary>
    /// <exception cref="PngFormatException">The file is damaged, or larger than <see cref="MaxFileBytes"/> or <see cref="MaxPixels"/>.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RgbImage Load(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > MaxFileBytes)
            throw new PngFormatException($"{path} has {length} bytes, more than the {MaxFileBytes} that are accepted", "file", 0);
        return Decode(File.ReadAllBytes(path));
    }

    /// <summary>Decodes a whole file in memory. Allocates no more than the file's own length allows for.</summary>
    /// <exception cref="PngFormatException">The data is damaged, or larger than <see cref="MaxPixels"/>.</exception>
    public static RgbImage Decode(ReadOnlyMemory<byte> file)
    {
        var chunks = PngChunks.Read(file);
        var header = chunks.Header;
        long compressed = 0;
        foreach (var segment in chunks.ImageData)
            compressed += segment.Length;
        if (header.InflatedBytes > compressed * MaxInflation)
        {
            throw new PngFormatException(
                $"{compressed} bytes of compressed data cannot hold the {header.InflatedBytes} bytes of {header.Width}x{header.Height} pixels",
                "IDAT",
                chunks.ImageDataOffset);
        }

        var image = new RgbImage(header.Width, header.Height, new byte[header.Width * header.Height * 3]);
        using var rows = new PngRowReader(chunks);
        foreach (var pass in Adam7Pass.Of(header))
        {
            rows.StartPass(pass);
            for (var row = 0; row < pass.Rows; row++)
            {
                var first = ((pass.Y + row * pass.YStep) * header.Width + pass.X) * 3;
                PngPixels.Expand(chunks, rows.Next(), pass.Columns, image.Pixels.AsSpan(first), pass.XStep * 3);
            }
        }

        rows.Finish();
        return image;
    }
}
