using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Fard.Gateway.Inference.Tensors;

/// <summary>The binary form of BYTES tensors: each element behind its length as a little-endian 32-bit number.</summary>
internal static class ByteStrings
{
    private const int Prefix = sizeof(uint);

    /// <summary>Splits the binary form; the elements are slices of it.</summary>
    /// <exception cref="InferenceException">A length runs past the end, or there are not so many elements.</exception>
    public static ImmutableArray<ReadOnlyMemory<byte>> Split(string tensor, ReadOnlyMemory<byte> data, int count)
    {
        if ((long)count * Prefix > data.Length) throw InferenceException.Invalid($"input '{tensor}' has {data.Length} bytes; {count} elements of BYTES take at least {(long)count * Prefix}.");
        var elements = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(count);
        var offset = 0;
        for (var index = 0; index < count; index++)
        {
            if (data.Length - offset < Prefix) throw InferenceException.Invalid($"input '{tensor}' ends before element {index} of {count}.");
            var length = BinaryPrimitives.ReadUInt32LittleEndian(data.Span[offset..]);
            offset += Prefix;
            if (length > data.Length - offset) throw InferenceException.Invalid($"element {index} of input '{tensor}' states {length} bytes; {data.Length - offset} are left.");
            elements.Add(data.Slice(offset, (int)length));
            offset += (int)length;
        }

        if (offset != data.Length) throw InferenceException.Invalid($"input '{tensor}' has {data.Length - offset} bytes behind its {count} elements.");
        return elements.MoveToImmutable();
    }

    /// <summary>Joins elements to the binary form.</summary>
    public static byte[] Join(IReadOnlyList<byte[]> elements)
    {
        var joined = new byte[elements.Sum(element => Prefix + element.Length)];
        var offset = 0;
        foreach (var element in elements)
        {
            BinaryPrimitives.WriteInt32LittleEndian(joined.AsSpan(offset), element.Length);
            element.CopyTo(joined, offset + Prefix);
            offset += Prefix + element.Length;
        }

        return joined;
    }
}
