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

    /// <summary>Get and put contents by their hash; the job id names the connection, position, attempt and replicas say nothing.</summary>
    Content = 3,
}

/// <summary>The first 40 bytes on a connection, from the side that dials. All numbers are little-endian.</summary>
/// <remarks><code>
/// 0 magic "FARD" (4)   4 version (2)   6 purpose (1)   7 zero (1)   8 job id (16)   24 position (4)
/// 28 attempt (4)   32 replica that sends (2)   34 replica that receives (2)   36 CRC-32C of bytes 0..35 (4)
/// </code>Magic and version stand in front in every version.</remarks>
/// <param name="Purpose">Whether the side that dials sends chunks, receives chunks, or asks for contents.</param>
/// <param name="Job">The job.</param>
/// <param name="Position">The position that consumes the stream; the client counts as the one after the last.</param>
/// <param name="Attempt">The attempt of the job, counted from 1: a connection of an older attempt is turned away.</param>
/// <param name="Sender">The replica of the position before that sends; 0 for the client.</param>
/// <param name="Receiver">The replica that receives; 0 for the client.</param>
public readonly record struct Hello(HelloPurpose Purpose, JobId Job, int Position, int Attempt = 1, int Sender = 0, int Receiver = 0)
{
    /// <summary>Bytes of an encoded hello.</summary>
    public const int Length = 40;

    /// <summary>Bytes of magic and version.</summary>
    public const int PrefixLength = 6;

    /// <summary>The version of this protocol.</summary>
    public const ushort Version = 2;

    private const int CoveredLength = Length - sizeof(uint);

    private static ReadOnlySpan<byte> Magic => "FARD"u8;

    /// <summary>What the connection is for, in messages.</summary>
    internal string Subject => Purpose == HelloPurpose.Content ? "contents" : $"position {Position} of job {Job}";

    /// <summary>Encodes the hello with its checksum.</summary>
    public void Write(Span<byte> destination)
    {
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[4..], Version);
        destination[6] = (byte)Purpose;
        destination[7] = 0;
        Job.Write(destination[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(destination[24..], Position);
        BinaryPrimitives.WriteInt32LittleEndian(destination[28..], Attempt);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[32..], checked((ushort)Sender));
        BinaryPrimitives.WriteUInt16LittleEndian(destination[34..], checked((ushort)Receiver));
        BinaryPrimitives.WriteUInt32LittleEndian(destination[CoveredLength..], Crc32C.Compute(destination[..CoveredLength]));
    }

    /// <summary>Checks the first <see cref="PrefixLength"/> bytes: another version may have a hello of another length.</summary>
    /// <exception cref="DataPlaneException">Another protocol or version.</exception>
    public static void CheckPrefix(ReadOnlySpan<byte> source)
    {
        if (!source[..4].SequenceEqual(Magic))
            throw new DataPlaneException(DataPlaneError.BadMagic, $"A connection begins with bytes {Convert.ToHexString(source[..4])}, not with 46415244 (\"FARD\"); is the port right?");
        var version = BinaryPrimitives.ReadUInt16LittleEndian(source[4..]);
        if (version != Version)
            throw new DataPlaneException(DataPlaneError.UnsupportedVersion, $"The peer speaks version {version} of the data plane, this member version {Version}; run the same release on both.");
    }

    /// <summary>Decodes and checks a hello of <see cref="Length"/> bytes.</summary>
    /// <exception cref="DataPlaneException">Another protocol or version, or a damaged hello.</exception>
    public static Hello Read(ReadOnlySpan<byte> source)
    {
        CheckPrefix(source);
        if (Crc32C.Compute(source[..CoveredLength]) != BinaryPrimitives.ReadUInt32LittleEndian(source[CoveredLength..]))
            throw new DataPlaneException(DataPlaneError.BadHello, "A hello has a wrong CRC-32C; the connection carries damaged data.");

        var hello = new Hello(
            (HelloPurpose)source[6],
            JobId.Read(source[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[28..]),
            BinaryPrimitives.ReadUInt16LittleEndian(source[32..]),
            BinaryPrimitives.ReadUInt16LittleEndian(source[34..]));
        if (hello.Purpose is not (HelloPurpose.Feed or HelloPurpose.Collect or HelloPurpose.Content) || source[7] != 0 || hello.Position < 0 || hello.Attempt < 1)
        {
            throw new DataPlaneException(
                DataPlaneError.BadHello,
                $"A hello has purpose {source[6]}, reserved byte {source[7]}, position {hello.Position}, attempt {hello.Attempt}; expected purpose 1, 2 or 3, 0, a position from 0 on and an attempt from 1 on.");
        }

        return hello;
    }
}
