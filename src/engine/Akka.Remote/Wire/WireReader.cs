using System.Buffers.Binary;
using System.Text;

namespace Akka.Remote.Wire;

/// <summary>Reads what <see cref="WireWriter"/> wrote; every length is checked against what is left before anything is allocated.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _offset;

    public readonly int Remaining => _bytes.Length - _offset;

    public byte Byte(string field) => Take(1, field)[0];

    public bool Bool(string field)
    {
        var value = Byte(field);
        return value <= 1 ? value == 1 : throw Bad(field, $"a flag is 0 or 1, not {value}");
    }

    public int Int32(string field) => BinaryPrimitives.ReadInt32LittleEndian(Take(4, field));

    public long Int64(string field) => BinaryPrimitives.ReadInt64LittleEndian(Take(8, field));

    public double Double(string field) => BinaryPrimitives.ReadDoubleLittleEndian(Take(8, field));

    public uint VarUInt(string field)
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = Byte(field);
            if (shift == 28 && part > 0x0F) break;
            value |= (uint)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
        throw Bad(field, "a number of at most 32 bits was expected");
    }

    /// <summary>A number of elements, each at least <paramref name="elementSize"/> bytes long, that must fit in what is left.</summary>
    public int Count(string field, int elementSize = 1)
    {
        var value = VarUInt(field);
        if (value > (uint)(Remaining / elementSize)) throw Bad(field, $"{value} elements were announced where only {Remaining} bytes are left");
        return (int)value;
    }

    public string Text(string field)
    {
        var bytes = Take(Count(field), field);
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Bad(field, "the text is not UTF-8");
        }
    }

    public string? OptionalText(string field) => Bool(field) ? Text(field) : null;

    public ReadOnlySpan<byte> Bytes(string field) => Take(Count(field), field);

    public ReadOnlySpan<byte> Rest()
    {
        var rest = _bytes[_offset..];
        _offset = _bytes.Length;
        return rest;
    }

    /// <summary>Refuses bytes that nobody asked for.</summary>
    public readonly void End(string what)
    {
        if (Remaining > 0) throw new WireFormatException($"{what}: {Remaining} bytes too many after offset {_offset}.");
    }

    public readonly WireFormatException Bad(string field, string why) => new($"{field} at offset {_offset}: {why}.");

    private ReadOnlySpan<byte> Take(int size, string field)
    {
        if (size > Remaining) throw Bad(field, $"{size} bytes were expected, {Remaining} are left");
        var part = _bytes.Slice(_offset, size);
        _offset += size;
        return part;
    }
}
