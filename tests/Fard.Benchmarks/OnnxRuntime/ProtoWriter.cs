using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Fard.Benchmarks.OnnxRuntime;

/// <summary>Writes the part of protobuf's wire format that ONNX models use: varints, and length-delimited strings, bytes and messages.</summary>
internal sealed class ProtoWriter
{
    private const int Varint = 0, LengthDelimited = 2;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ProtoWriter Int(int field, long value)
    {
        Tag(field, Varint);
        WriteVarint((ulong)value);
        return this;
    }

    public ProtoWriter String(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtoWriter Floats(int field, float[] values) => Bytes(field, MemoryMarshal.AsBytes<float>(values));

    public ProtoWriter Message(int field, Action<ProtoWriter> write)
    {
        var inner = new ProtoWriter();
        write(inner);
        return Bytes(field, inner._buffer.WrittenSpan);
    }

    /// <summary>Appends what another writer holds, as fields of this message.</summary>
    public void Append(ProtoWriter other) => _buffer.Write(other._buffer.WrittenSpan);

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    private ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, LengthDelimited);
        WriteVarint((ulong)value.Length);
        _buffer.Write(value);
        return this;
    }

    private void Tag(int field, int wireType) => WriteVarint((ulong)(field << 3 | wireType));

    private void WriteVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _buffer.Write([(byte)(value | 0x80)]);
        _buffer.Write([(byte)value]);
    }
}
