using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Akka.Remote.Wire;

/// <summary>
/// Appends fields to a pooled buffer that grows. Integers are little-endian or LEB128, a text is its UTF-8 length as LEB128 followed by the bytes.
/// </summary>
internal sealed class WireWriter : IDisposable
{
    private byte[] _buffer;

    public WireWriter(int capacity = 256)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(capacity);
    }

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, Length);

    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, Length);

    public byte[] ToArray() => WrittenSpan.ToArray();

    /// <summary>Forgets what was written after <paramref name="length"/>.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        Length = length;
    }

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);

    public void Double(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Reserve(8), value);

    /// <summary>Unsigned LEB128: 1 byte for values below 128, at most 5.</summary>
    public void VarUInt(uint value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }
        Byte((byte)value);
    }

    public void Count(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        VarUInt((uint)value);
    }

    public void Text(string value)
    {
        var size = Encoding.UTF8.GetByteCount(value);
        Count(size);
        Encoding.UTF8.GetBytes(value, Reserve(size));
    }

    /// <summary>A text that may be absent: a flag, then the text.</summary>
    public void OptionalText(string? value)
    {
        Bool(value is not null);
        if (value is not null) Text(value);
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Count(value.Length);
        Raw(value);
    }

    public void Raw(ReadOnlySpan<byte> value) => value.CopyTo(Reserve(value.Length));

    /// <summary>Overwrites four bytes written earlier, for a length that is known only afterwards.</summary>
    public void PatchInt32(int offset, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(0, Length).Slice(offset, 4), value);

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        Length = 0;
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }

    private Span<byte> Reserve(int size)
    {
        if (_buffer.Length - Length < size) Grow(size);
        var span = _buffer.AsSpan(Length, size);
        Length += size;
        return span;
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(Length + size), _buffer.Length * 2));
        WrittenSpan.CopyTo(larger);
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
