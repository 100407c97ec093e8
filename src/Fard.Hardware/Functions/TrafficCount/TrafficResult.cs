using System.Buffers.Binary;

namespace Fard.Hardware.Functions.TrafficCount;

/// <summary>What the kernel says of one frame: a 64-bit word of three little-endian 16-bit numbers and zeros.</summary>
/// <param name="Count">Blobs: (external corners - internal corners) / 4, rounded down.</param>
/// <param name="ExternalCorners">2x2 windows of the mask with one pixel set.</param>
/// <param name="InternalCorners">2x2 windows of the mask with three pixels set.</param>
public readonly record struct TrafficResult(int Count, int ExternalCorners, int InternalCorners)
{
    public const int ByteCount = 8;

    /// <summary>The result of the corners that were counted.</summary>
    public static TrafficResult Of(int external, int inner) => new(Math.Max(0, external - inner) / 4, external, inner);

    public static TrafficResult Read(ReadOnlySpan<byte> word) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(word), BinaryPrimitives.ReadUInt16LittleEndian(word[2..]), BinaryPrimitives.ReadUInt16LittleEndian(word[4..]));

    public void Write(Span<byte> word)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(word, (ushort)Count);
        BinaryPrimitives.WriteUInt16LittleEndian(word[2..], (ushort)ExternalCorners);
        BinaryPrimitives.WriteUInt16LittleEndian(word[4..], (ushort)InternalCorners);
        word[6..ByteCount].Clear();
    }
}
