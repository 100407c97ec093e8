using System.Buffers.Binary;

namespace Fard.Networks.BitPlanes;

/// <summary>Reads and writes runs of up to 64 bits at any bit of a packed stream, and interleaves the two bits of ternary values.</summary>
internal static class PackedBits
{
    /// <summary>The <paramref name="count"/> lowest bits set; 1 to 64 of them.</summary>
    public static ulong Mask(int count) => ulong.MaxValue >> (64 - count);

    /// <summary>Reads 1 to 64 bits of a stream of whole words.</summary>
    public static ulong Read(ReadOnlySpan<byte> stream, int offset, int count)
    {
        var (word, shift) = (offset / 64 * 8, offset % 64);
        var bits = BinaryPrimitives.ReadUInt64LittleEndian(stream[word..]) >> shift;
        if (shift + count > 64)
            bits |= BinaryPrimitives.ReadUInt64LittleEndian(stream[(word + 8)..]) << (64 - shift);
        return bits & Mask(count);
    }

    /// <summary>Sets 1 to 64 bits of a stream of whole words that are still clear.</summary>
    public static void Write(Span<byte> stream, int offset, int count, ulong bits)
    {
        var (word, shift) = (offset / 64 * 8, offset % 64);
        Or(stream[word..], bits << shift);
        if (shift + count > 64)
            Or(stream[(word + 8)..], bits >> (64 - shift));
    }

    /// <summary>Moves bit i to bit 2i.</summary>
    public static ulong Spread(uint bits)
    {
        ulong spread = bits;
        spread = (spread | spread << 16) & 0x0000FFFF0000FFFF;
        spread = (spread | spread << 8) & 0x00FF00FF00FF00FF;
        spread = (spread | spread << 4) & 0x0F0F0F0F0F0F0F0F;
        spread = (spread | spread << 2) & 0x3333333333333333;
        return (spread | spread << 1) & 0x5555555555555555;
    }

    /// <summary>Moves bit 2i to bit i and drops the odd bits.</summary>
    public static uint Gather(ulong bits)
    {
        bits &= 0x5555555555555555;
        bits = (bits | bits >> 1) & 0x3333333333333333;
        bits = (bits | bits >> 2) & 0x0F0F0F0F0F0F0F0F;
        bits = (bits | bits >> 4) & 0x00FF00FF00FF00FF;
        bits = (bits | bits >> 8) & 0x0000FFFF0000FFFF;
        return (uint)(bits | bits >> 16);
    }

    private static void Or(Span<byte> word, ulong bits) =>
        BinaryPrimitives.WriteUInt64LittleEndian(word, BinaryPrimitives.ReadUInt64LittleEndian(word) | bits);
}
