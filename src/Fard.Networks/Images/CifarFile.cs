namespace Fard.Networks.Images;

/// <summary>
/// CIFAR-10's binary format: records of a label byte and 3,072 bytes of a 32x32 image, its red, green and blue plane one behind the other.
/// </summary>
public sealed class CifarFile
{
    /// <summary>Bytes of one record.</summary>
    public const int RecordBytes = 1 + 3 * PlaneBytes;

    private const int PlaneBytes = 32 * 32;

    private readonly string _path;

    private CifarFile(string path, int count)
    {
        _path = path;
        Count = count;
    }

    /// <summary>Records in the file, at least 1.</summary>
    public int Count { get; }

    /// <summary>Looks at a file's length; records are read later, one at a time.</summary>
    /// <exception cref="ImageSourceException">The length is no whole number of records, or they are more than <paramref name="maxImages"/>.</exception>
    public static CifarFile Open(string path, int maxImages)
    {
        var length = new FileInfo(path).Length;
        if (length == 0 || length % RecordBytes != 0)
        {
            throw new ImageSourceException(
                $"{path} has {length} bytes: a CIFAR-10 binary file is a whole number of records of {RecordBytes} bytes (a label and 3,072 pixel bytes).");
        }

        var count = length / RecordBytes;
        if (count > maxImages)
            throw new ImageSourceException($"{path} has {count} images, more than the {maxImages} that are accepted at once; split the file.");
        return new CifarFile(path, (int)count);
    }

    /// <summary>Reads the records in order: label and pixels, reordered from planes to NHWC.</summary>
    /// <exception cref="ImageSourceException">The file has become shorter since it was opened, or cannot be read any more.</exception>
    public IEnumerable<(byte Label, byte[] Pixels)> Read()
    {
        using var file = ImageFile.OpenRead(_path);
        var record = new byte[RecordBytes];
        for (var i = 0; i < Count; i++)
        {
            if (file.ReadAtLeast(record, RecordBytes, throwOnEndOfStream: false) < RecordBytes)
                throw new ImageSourceException($"{_path} ends within record {i}, at offset {(long)i * RecordBytes}: it was changed while it was read.");
            yield return (record[0], Interleave(record.AsSpan(1)));
        }
    }

    /// <summary>Reorders the three planes of one image to NHWC.</summary>
    /// <param name="planes">3,072 bytes.</param>
    public static byte[] Interleave(ReadOnlySpan<byte> planes)
    {
        if (planes.Length != 3 * PlaneBytes)
            throw new ArgumentException($"A CIFAR-10 image has {3 * PlaneBytes} bytes, not {planes.Length}.", nameof(planes));

        var pixels = new byte[planes.Length];
        for (var i = 0; i < PlaneBytes; i++)
        {
            pixels[3 * i] = planes[i];
            pixels[3 * i + 1] = planes[PlaneBytes + i];
            pixels[3 * i + 2] = planes[2 * PlaneBytes + i];
        }

        return pixels;
    }
}
