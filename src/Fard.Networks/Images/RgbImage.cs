namespace Fard.Networks.Images;

/// <summary>A decoded image: 8-bit red, green and blue, rows from the top, pixels from the left (NHWC).</summary>
public sealed class RgbImage
{
    /// <summary>Wraps pixel data; <paramref name="pixels"/> is not copied.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels"><c>width * height * 3</c> bytes.</param>
    /// <exception cref="ArgumentException">The length is not width * height * 3.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.Length != (long)width * height * 3)
            throw new ArgumentException($"An RGB image of {width}x{height} has {(long)width * height * 3} bytes, not {pixels.Length}.", nameof(pixels));

        Width = width;
        Height = height;
        Pixels = pixels;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Row-major pixels, three bytes each.</summary>
    public byte[] Pixels { get; }
}
