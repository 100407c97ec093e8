namespace Fard.Networks.Description;

/// <summary>
/// The packed stream at a boundary between layers: pixels row-major, channels innermost, least significant bits first,
/// every image padded to whole 64-bit little-endian words.
/// </summary>
/// <param name="Height">Rows of the map; 1 after a fully connected layer.</param>
/// <param name="Width">Columns of the map; 1 after a fully connected layer.</param>
/// <param name="Channels">Values per pixel, padding included where the hardware's words ask for it.</param>
/// <param name="Element">Encoding of one value.</param>
public sealed record StreamFormat(int Height, int Width, int Channels, ElementFormat Element)
{
    /// <summary>Bits of one value.</summary>
    public int BitsPerElement => Element switch
    {
        ElementFormat.Bit or ElementFormat.ClassWord => 1,
        ElementFormat.Ternary => 2,
        ElementFormat.Fixed8 => 8,
        _ => 16,
    };

    /// <summary>Values of one image.</summary>
    public int ElementsPerImage => checked(Height * Width * Channels);

    /// <summary>Bytes of one image, a multiple of 8.</summary>
    public int BytesPerImage => checked((int)(((long)Height * Width * Channels * BitsPerElement + 63) / 64 * 8));

    /// <summary>Shape and encoding, such as <c>30x30x64 Ternary</c>.</summary>
    public override string ToString() => $"{Height}x{Width}x{Channels} {Element}";
}
