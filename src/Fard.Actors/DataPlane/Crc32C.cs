using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Fard.Actors.DataPlane;

/// <summary>CRC-32C (Castagnoli polynomial, reflected, initial value and final exclusive-or all ones; RFC 3720).</summary>
/// <remarks>
/// The processor's instruction takes eight bytes, and gives its result three cycles later. So long data goes in blocks of three lanes that do not wait for
/// each other. The state is linear over GF(2): the state after a lane and the next is the first's, moved over as many zero bytes as the next is long,
/// exclusive-or the second's. Moving is four table look-ups, one for each byte of the state. Where the processor has what <see cref="Crc32CFolding"/> needs,
/// long data is folded first, which is three to four times as fast.
/// </remarks>
internal static class Crc32C
{
    /// <summary>The Castagnoli polynomial, reflected.</summary>
    public const uint Polynomial = 0x82F63B78;

    private const int Lane = 512;

    private static readonly uint[] OverOneLane = MovesOver(Lane);

    public static uint Compute(ReadOnlySpan<byte> data) => Append(0, data);

    /// <summary>The CRC of all, where <paramref name="crc"/> is that of what stands before <paramref name="data"/>; 0 where nothing does.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        var state = ~crc;
        if (Crc32CFolding.IsSupported && data.Length >= Crc32CFolding.MinLength)
        {
            var folded = Crc32CFolding.Fold(state, data, out var taken);
            state = BitOperations.Crc32C(BitOperations.Crc32C(0, folded[0]), folded[1]);
            data = data[taken..];
        }

        return ~InLanes(state, data);
    }

    /// <summary>The state after <paramref name="data"/>, by the processor's instruction alone.</summary>
    public static uint InLanes(uint crc, ReadOnlySpan<byte> data)
    {
        while (BitConverter.IsLittleEndian && data.Length >= 3 * Lane)
        {
            crc = ThreeLanes(crc, data);
            data = data[(3 * Lane)..];
        }

        return OneLane(crc, data);
    }

    private static uint ThreeLanes(uint crc, ReadOnlySpan<byte> data)
    {
        var first = MemoryMarshal.Cast<byte, ulong>(data[..Lane]);
        var second = MemoryMarshal.Cast<byte, ulong>(data[Lane..(2 * Lane)]);
        var third = MemoryMarshal.Cast<byte, ulong>(data[(2 * Lane)..(3 * Lane)]);
        var (middle, last) = (0U, 0U);
        for (var word = 0; word < first.Length && word < second.Length && word < third.Length; word++)
        {
            crc = BitOperations.Crc32C(crc, first[word]);
            middle = BitOperations.Crc32C(middle, second[word]);
            last = BitOperations.Crc32C(last, third[word]);
        }

        return Move(Move(crc) ^ middle) ^ last;
    }

    private static uint OneLane(uint crc, ReadOnlySpan<byte> data)
    {
        while (data.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[sizeof(ulong)..];
        }

        foreach (var value in data) crc = BitOperations.Crc32C(crc, value);
        return crc;
    }

    private static uint Move(uint crc)
    {
        var moves = OverOneLane;
        return moves[crc & 0xFF] ^ moves[256 + ((crc >> 8) & 0xFF)] ^ moves[512 + ((crc >> 16) & 0xFF)] ^ moves[768 + (crc >> 24)];
    }

    /// <summary>For each byte of a state and each of its values: what becomes of it after so many zero bytes.</summary>
    private static uint[] MovesOver(int zeros)
    {
        var moves = new uint[4 * 256];
        for (var index = 0; index < moves.Length; index++)
        {
            var state = (uint)(index & 0xFF) << (8 * (index >> 8));
            for (var zero = 0; zero < zeros; zero += sizeof(ulong)) state = BitOperations.Crc32C(state, 0UL);
            moves[index] = state;
        }

        return moves;
    }
}
