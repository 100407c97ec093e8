namespace Fard.Networks.Description;

/// <summary>The pixels of an image that a network takes.</summary>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Channels">Bytes of a pixel: 3 for RGB, 1 for grey.</param>
public sealed record ImageShape(int Height, int Width, int Channels)
{
    /// <summary>Bytes of one image.</summary>
    public int ByteCount => checked(Height * Width * Channels);

    public override string ToString() => $"{Height}x{Width}x{Channels}";
}
