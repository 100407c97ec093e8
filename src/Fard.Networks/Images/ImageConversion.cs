using Fard.Networks.Description;
namespace Fard.Networks.Images;

/// <summary>Brings decoded images to the size and the channels that a network reads.</summary>
public static class ImageConversion
{
    /// <summary>
    /// Converts colour to grey where <paramref name="shape"/> has one channel (luma of ITU-R BT.601, rounded; grey stays as it is),
    /// then resizes with <see cref="ImageResizer"/>. No value is inverted: an LFC network wants light strokes on a dark ground, as in MNIST.
    /// </summary>
    public static byte[] ToShape(RgbImage image, ImageShape shape)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (shape.Channels is not (1 or 3))
            throw new ArgumentException($"Images have 1 or 3 channels, not {shape.Channels}.", nameof(shape));

        var pixels = shape.Channels == 1 ? ToGrey(image.Pixels) : image.Pixels;
        var result = new byte[shape.ByteCount];
        ImageResizer.Resize(pixels, new ImageShape(image.Height, image.Width, shape.Channels), result, shape);
        return result;
    }

    // Weights 0.299, 0.587, 0.114 in 16 bits; they add up to 65536, so that grey keeps its value.
    private static byte[] ToGrey(byte[] rgb)
    {
        var grey = new byte[rgb.Length / 3];
        for (var i = 0; i < grey.Length; i++)
            grey[i] = (byte)((19595 * rgb[3 * i] + 38470 * rgb[3 * i + 1] + 7471 * rgb[3 * i + 2] + 32768) >> 16);
        return grey;
    }
}
