namespace Fard.Networks.Description;

/// <summary>The pixels of an image that a network takes, 8 bits a channel.</summary>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Channels">Bytes of a pixel: 3 for RGB, 1 for grey.</param>
public sealed record ImageShape(int Height, int Width, int Channels)
{
    /// <summary>32x32 colour: CIFAR-10, SVHN and road signs, the convolutional networks.</summary>
    public static ImageShape Cifar { get; } = new(32, 32, 3);

    /// <summary>28x28 grey: MNIST and NIST, the LFC networks.</summary>
    public static ImageShape Mnist { get; } = new(28, 28, 1);

    /// <summary>Bytes of one image.</summary>
    public int ByteCount => checked(Height * Width * Channels);

    public override string ToString() => $"{Width}x{Height} {(Channels == 1 ? "grey" : "RGB")}";
}
