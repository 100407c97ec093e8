using System.Buffers.Binary;
using Fard.Actors.Jobs;

namespace Fard.Actors.DataPlane;

/// <summary>What the side that dials wants to do.</summary>
public enum HelloPurpose : byte
{
    /// <summary>Send the chunks of a stream.</summary>
    Feed = 1,

    /// <summary>Receive the chunks of a stream.</summary>
    Collect = 2,
}

/// <summary>The first 32 bytes on a connection, from the side that dials. All numbers are little-endian.</summary>
/// <remarks><code>
/// 0 magic "FARD" (4)   4 version (2)   6 purpose (1)   7 zero (1)   8 job id (16)   24 position (4)   28 CRC-32C of bytes 0..27 (4)
/// </code></remarks>
/// <param name="Purpose">Whether the side that dials sends or receives chunks.</param>
/// <param name="Job">The job.</param>
/// <param name="Position">The position that consumes the stream; the client counts as the one after the last.</param>
public readonly record struct Hello(HelloPurpose Purpose, JobId Job, int Position)
{
    /// <summary>Bytes of an encoded hello.</summary>
    public const int Length = 32;

    /// <summary>The version of this protocol.</summary>
    public const ushort Version = 1;

    private const int CoveredLength = Length - sizeof(uint);

    private static ReadOnlySpan<byte> Magic => "FARD"u8;

    /// <summary>Encodes the hello with its checksum.</summary>
    public void Write(Span<byte> destination)
    {
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[4..], Version);
        destination[6] = (byte)Purpose;
        destination[7] = 0;
        Job.Write(destination[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(destination[24..], Position);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[CoveredLength..], Crc32C.Compute(destination[..CoveredLength]));
    }

    /// <summary>Decodes and checks a hello of <see cref="Length"/> bytes.</summary>
    /// <exception cref="DataPlaneException">Another protocol or version, or a damaged hello.</exception>
    public static Hello Read(ReadOnlySpan<byte> source)
    {
        if (!source[..4].SequenceEqual(Magic))
            throw new DataPlaneException(DataPlaneError.BadMagic, $"A connection begins with bytes {Convert.ToHexString(source[..4])}, not with 46415244 (\"FARD\"); is the port right?");
        if (Crc32C.Compute(source[..CoveredLength]) != BinaryPrimitives.ReadUInt32LittleEndian(source[CoveredLength..]))
            throw new DataPlaneException(DataPlaneError.BadHello, "A hello has a wrong CRC-32C; the connection carries damaged data.");
        var version = BinaryPrimitives.ReadUInt16LittleEndian(source[4..]);
        if (version != Version)
            throw new DataPlaneException(DataPlaneError.UnsupportedVersion, $"The peer speaks version {version} of the data plane, this member version {Version}; run the same release on both.");

        var hello = new Hello((HelloPurpose)source[6], JobId.Read(source[8..]), BinaryPrimitives.ReadInt32LittleEndian(source[24..]));
        if (hello.Purpose is not (HelloPurpose.Feed or HelloPurpose.Collect) || source[7] != 0 || hello.Position < 0)
            throw new DataPlaneException(DataPlaneError.BadHello, $"A hello has purpose {source[6]}, reserved byte {source[7]}, position {hello.Position}; expected purpose 1 or 2, 0, and a position from 0 on.");
        return hello;
    }
}
