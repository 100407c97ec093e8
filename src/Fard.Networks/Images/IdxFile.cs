using System.Buffers.Binary;
using Fard.Networks.Description;

namespace Fard.Networks.Images;

/// <summary>
/// MNIST's image format (idx3-ubyte): big-endian magic number 0x00000803, image count, rows and columns, then one grey byte a pixel.
/// It has no labels.
/// </summary>
public sealed class IdxFile
{
    private const int HeaderBytes = 16;
    private const uint Magic = 0x00000803;
    private const int MaxSide = 4096;

    private readonly string _path;

    private IdxFile(string path, int count, ImageShape shape)
    {
        _path = path;
        Count = count;
        Shape = shape;
    }

    /// <summary>Images in the file, at least 1.</summary>
    public int Count { get; }

    /// <summary>Size of each of them.</summary>
    public ImageShape Shape { get; }

    /// <summary>Whether a file's first bytes are this format's.</summary>
    public static bool IsIdx(ReadOnlySpan<byte> head) => head.Length >= 4 && BinaryPrimitives.ReadUInt32BigEndian(head) == Magic;

    /// <summary>Reads and checks the header; images are read later, one at a time.</summary>
    /// <exception cref="ImageSourceException">Header and length do not agree, or there are more images than <paramref name="maxImages"/>.</exception>
    public static IdxFile Open(string path, int maxImages)
    {
        using var file = ImageFile.OpenRead(path);
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !IsIdx(header))
            throw new ImageSourceException($"{path} does not start with the {HeaderBytes}-byte header of an idx3-ubyte file (magic number 00000803).");

        var count = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        var rows = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        var columns = BinaryPrimitives.ReadUInt32BigEndian(header[12..]);
        if (rows is 0 or > MaxSide || columns is 0 or > MaxSide)
            throw new ImageSourceException($"{path} says that its images are {columns}x{rows}: accepted are 1x1 to {MaxSide}x{MaxSide}.");
        if (count == 0 || count > (uint)maxImages)
            throw new ImageSourceException($"{path} says that it has {count} images: accepted are 1 to {maxImages} at once.");
        var expected = HeaderBytes + (long)count * rows * columns;
        if (file.Length != expected)
            throw new ImageSourceException($"{path} has {file.Length} bytes where its header ({count} images of {columns}x{rows}) asks for {expected}.");
        return new IdxFile(path, (int)count, new ImageShape((int)rows, (int)columns, 1));
    }

    /// <summary>Reads the images in order, each repeated in red, green and blue.</summary>
    /// <exception cref="ImageSourceException">The file has become shorter since it was opened.</exception>
    public IEnumerable<RgbImage> Read()
    {
        using var file = ImageFile.OpenRead(_path);
        file.Position = HeaderBytes;
        var grey = new byte[Shape.ByteCount];
        for (var i = 0; i < Count; i++)
        {
            if (file.ReadAtLeast(grey, grey.Length, throwOnEndOfStream: false) < grey.Length)
                throw new ImageSourceException($"{_path} ends within image {i}: it was changed while it was read.");
            var pixels = new byte[3 * grey.Length];
            for (var j = 0; j < grey.Length; j++)
                pixels.AsSpan(3 * j, 3).Fill(grey[j]);
            yield return new RgbImage(Shape.Width, Shape.Height, pixels);
        }
    }
}
