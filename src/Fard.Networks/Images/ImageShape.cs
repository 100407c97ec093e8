namespace Fard.Networks.Images;

/// <summary>The size of the images that a network reads: rows, columns, and 3 channels (red, green, blue) or 1 (grey), 8 bits each.</summary>
public readonly record struct ImageShape(int Height, int Width, int Channels)
{
    /// <summary>32x32 colour: CIFAR-10, SVHN and road signs, the convolutional networks.</summary>
    public static ImageShape Cifar { get; } = new(32, 32, 3);

    /// <summary>28x28 grey: MNIST and NIST, the LFC networks.</summary>
    public static ImageShape Mnist { get; } = new(28, 28, 1);

    /// <summary>Bytes of one image.</summary>
    public int Bytes => Height * Width * Channels;

    public override string ToString() => $"{Width}x{Height} {(Channels == 1 ? "grey" : "RGB")}";
}
