using System.Buffers.Binary;
using Fard.Networks.Description;

namespace Fard.Networks.Streams;

/// <summary>
/// Converts between values and the packed stream of one image: element i in bits <c>[i * b, i * b + b)</c>, counted from the least significant bit of the
/// first byte; zero bits up to the next whole 64-bit word.
/// </summary>
public static class StreamPacking
{
    /// <summary>Packs the values of one image.</summary>
    /// <param name="format">Fixed8, Ternary (-1, 0, +1), Bit or ClassWord (-1, +1).</param>
    /// <param name="values">One value an element, in the order (height, width, channel).</param>
    /// <param name="stream">At least <see cref="StreamFormat.BytesPerImage"/> bytes.</param>
    /// <exception cref="ArgumentException">A length does not fit the format, or a value is none of the format's.</exception>
    public static void Pack(StreamFormat format, ReadOnlySpan<sbyte> values, Span<byte> stream)
    {
        stream = Check(format, values.Length, stream)[..format.BytesPerImage];
        stream.Clear();
        var bits = format.BitsPerElement;
        for (var i = 0; i < values.Length; i++)
            stream[i * bits / 8] |= (byte)(Encode(format.Element, values[i], i) << i * bits % 8);
    }

    /// <summary>Unpacks the values of one image.</summary>
    /// <param name="format">Fixed8, Ternary, Bit or ClassWord.</param>
    /// <param name="stream">At least <see cref="StreamFormat.BytesPerImage"/> bytes.</param>
    /// <param name="values">Room for one value an element.</param>
    /// <exception cref="ArgumentException">A length does not fit the format, or a ternary element is -2.</exception>
    public static void Unpack(StreamFormat format, ReadOnlySpan<byte> stream, Span<sbyte> values)
    {
        Check(format, values.Length, stream);
        var bits = format.BitsPerElement;
        var mask = (1 << bits) - 1;
        for (var i = 0; i < values.Length; i++)
            values[i] = Decode(format.Element, stream[i * bits / 8] >> i * bits % 8 & mask, i);
    }

    /// <summary>Packs 16-bit scores.</summary>
    /// <exception cref="ArgumentException">The format is not Int16, or a length does not fit it.</exception>
    public static void PackScores(StreamFormat format, ReadOnlySpan<short> scores, Span<byte> stream)
    {
        stream = Check(format, scores.Length, stream, scores: true)[..format.BytesPerImage];
        for (var i = 0; i < scores.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(stream[(2 * i)..], scores[i]);
        stream[(2 * scores.Length)..].Clear();
    }

    /// <summary>Unpacks 16-bit scores.</summary>
    /// <exception cref="ArgumentException">The format is not Int16, or a length does not fit it.</exception>
    public static void UnpackScores(StreamFormat format, ReadOnlySpan<byte> stream, Span<short> scores)
    {
        Check(format, scores.Length, stream, scores: true);
        for (var i = 0; i < scores.Length; i++)
            scores[i] = BinaryPrimitives.ReadInt16LittleEndian(stream[(2 * i)..]);
    }

    private static int Encode(ElementFormat element, sbyte value, int index) => (element, value) switch
    {
        (ElementFormat.Fixed8, _) => (byte)value,
        (ElementFormat.Ternary, >= -1 and <= 1) => value & 3,
        (ElementFormat.Bit or ElementFormat.ClassWord, -1) => 0,
        (ElementFormat.Bit or ElementFormat.ClassWord, 1) => 1,
        _ => throw new ArgumentException($"Element {index} is {value}, which {element} does not encode."),
    };

    private static sbyte Decode(ElementFormat element, int bits, int index) => (element, bits) switch
    {
        (ElementFormat.Fixed8, _) => (sbyte)bits,
        (ElementFormat.Ternary, 2) => throw new ArgumentException($"Element {index} of a ternary stream is -2; expected -1, 0 or +1."),
        (ElementFormat.Ternary, 3) => -1,
        (ElementFormat.Ternary, _) => (sbyte)bits,
        _ => (sbyte)(2 * bits - 1),
    };

    private static Span<byte> Check(StreamFormat format, int count, Span<byte> stream, bool scores = false)
    {
        Check(format, count, (ReadOnlySpan<byte>)stream, scores);
        return stream;
    }

    private static void Check(StreamFormat format, int count, ReadOnlySpan<byte> stream, bool scores = false)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (format.Element == ElementFormat.Int16 != scores)
            throw new ArgumentException(scores ? $"{format} holds no 16-bit scores." : $"{format} holds 16-bit scores: use PackScores and UnpackScores.", nameof(format));
        if (count != format.ElementsPerImage)
            throw new ArgumentException($"{format} has {format.ElementsPerImage} elements an image, not {count}.", nameof(count));
        if (stream.Length < format.BytesPerImage)
            throw new ArgumentException($"{format} takes {format.BytesPerImage} bytes an image, got {stream.Length}.", nameof(stream));
    }
}
