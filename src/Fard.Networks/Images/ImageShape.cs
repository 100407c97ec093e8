using Fard.Networks.Description;

namespace Fard.Networks.Images;

/// <summary>The size of the images that a network reads: rows, columns, and 3 channels (red, green, blue) or 1 (grey), 8 bits each.</summary>
public readonly record struct ImageShape(int Height, int Width, int Channels)
{
    /// <summary>32x32 colour: CIFAR-10, SVHN and road signs, the convolutional networks.</summary>
    public static ImageShape Cifar { get; } = new(32, 32, 3);

    /// <summary>28x28 grey: MNIST and NIST, the LFC networks.</summary>
    public static ImageShape Mnist { get; } = new(28, 28, 1);

    /// <summary>
    /// The images that <paramref name="network"/> reads: its input map where that holds bytes; where it is one pixel of bits, as in the LFC networks,
    /// the largest square grey image that fits (28x28 in 832 bits, the rest is padding).
    /// </summary>
    /// <exception cref="ArgumentException">The input is neither.</exception>
    public static ImageShape Of(NetworkDescription network)
    {
        ArgumentNullException.ThrowIfNull(network);
        switch (network.Input)
        {
            case { Element: ElementFormat.Fixed8, Channels: 1 or 3 } map:
                return new ImageShape(map.Height, map.Width, map.Channels);
            case { Element: ElementFormat.Bit, Height: 1, Width: 1 } bits:
                var side = (int)Math.Sqrt(bits.Channels);
                return new ImageShape(side, side, 1);
            default:
                throw new ArgumentException($"The input of {network.Name} ({network.Input}) is no image.", nameof(network));
        }
    }

    /// <summary>Bytes of one image.</summary>
    public int Bytes => Height * Width * Channels;

    public override string ToString() => $"{Width}x{Height} {(Channels == 1 ? "grey" : "RGB")}";
}
