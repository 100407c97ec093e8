using Fard.Networks.Description;

namespace Fard.Networks.Streams;

/// <summary>
/// Turns the pixels of one image into the packed stream that a network's layer 0 reads: fixed-point values (CNV networks), or a bit a pixel, set where its
/// level is at least 128, with zero bits behind the last pixel (LFC networks). Immutable; quantising allocates nothing.
/// </summary>
public sealed class InputQuantiser
{
    private const byte BitLevel = 128;

    private static readonly sbyte[] FixedLevels = [.. Enumerable.Range(0, 256).Select(level => Compute((byte)level))];

    /// <exception cref="ArgumentException">The network does not say what images it takes, or takes neither Fixed8 nor Bit values.</exception>
    public InputQuantiser(NetworkDescription network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Image = network.Image ?? throw new ArgumentException($"Network '{network.Name}' does not say what images it takes.", nameof(network));
        Stream = network.Input;
        if (Stream.Element is not (ElementFormat.Fixed8 or ElementFormat.Bit))
            throw new ArgumentException($"Images are quantised to Fixed8 or Bit, not to {Stream.Element}.", nameof(network));
    }

    /// <summary>The images that it takes.</summary>
    public ImageShape Image { get; }

    /// <summary>The packed stream that it writes.</summary>
    public StreamFormat Stream { get; }

    /// <summary>
    /// The fixed-point value of a colour level: <c>v = -1 + 2 level / 255</c>, rounded to 7 fraction bits and saturated:
    /// <c>clamp(floor(128 v + 1/2), -128, 127)</c> (<c>ap_fixed&lt;8, 1, AP_RND, AP_SAT&gt;</c>).
    /// </summary>
    public static sbyte Quantise(byte level) => FixedLevels[level];

    /// <summary>Quantises an image whose channels lie side by side (height, width, channel), such as RGB bytes.</summary>
    /// <param name="levels"><see cref="ImageShape.ByteCount"/> bytes.</param>
    /// <param name="stream">At least <see cref="StreamFormat.BytesPerImage"/> bytes.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void FromInterleaved(ReadOnlySpan<byte> levels, Span<byte> stream)
    {
        stream = Prepare(levels, stream);
        if (Stream.Element == ElementFormat.Bit)
        {
            for (var i = 0; i < levels.Length; i++)
                SetBit(stream, i, levels[i]);
            return;
        }

        for (var i = 0; i < levels.Length; i++)
            stream[i] = (byte)FixedLevels[levels[i]];
    }

    /// <summary>Quantises an image stored one channel after the other (channel, height, width), such as a CIFAR-10 record behind its label.</summary>
    /// <inheritdoc cref="FromInterleaved"/>
    public void FromPlanes(ReadOnlySpan<byte> levels, Span<byte> stream)
    {
        stream = Prepare(levels, stream);
        var pixels = Image.Height * Image.Width;
        for (var channel = 0; channel < Image.Channels; channel++)
        {
            var plane = levels.Slice(channel * pixels, pixels);
            for (var pixel = 0; pixel < plane.Length; pixel++)
            {
                var element = pixel * Image.Channels + channel;
                if (Stream.Element == ElementFormat.Bit)
                    SetBit(stream, element, plane[pixel]);
                else
                    stream[element] = (byte)FixedLevels[plane[pixel]];
            }
        }
    }

    private static void SetBit(Span<byte> stream, int element, byte level)
    {
        if (level >= BitLevel)
            stream[element / 8] |= (byte)(1 << element % 8);
    }

    private Span<byte> Prepare(ReadOnlySpan<byte> levels, Span<byte> stream)
    {
        if (levels.Length != Image.ByteCount)
            throw new ArgumentException($"An image of {Image} takes {Image.ByteCount} bytes, got {levels.Length}.", nameof(levels));
        if (stream.Length < Stream.BytesPerImage)
            throw new ArgumentException($"{Stream} takes {Stream.BytesPerImage} bytes an image, got room for {stream.Length}.", nameof(stream));
        stream = stream[..Stream.BytesPerImage];
        stream.Clear();
        return stream;
    }

    // 128 v + 1/2 = (512 level + 255) / 510 - 128, which is never a whole number: integers compute it exactly.
    private static sbyte Compute(byte level) => (sbyte)Math.Clamp((512 * level + 255) / 510 - 128, -128, 127);
}
