using System.Buffers.Binary;
using System.Numerics;

namespace Fard.Actors.DataPlane;

/// <summary>CRC-32C (Castagnoli polynomial, reflected, initial value and final exclusive-or all ones; RFC 3720), eight bytes a step.</summary>
internal static class Crc32C
{
    public static uint Compute(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        while (data.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[sizeof(ulong)..];
        }

        foreach (var value in data) crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}
