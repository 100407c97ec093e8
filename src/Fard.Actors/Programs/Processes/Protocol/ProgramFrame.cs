using System.Buffers.Binary;

namespace Fard.Actors.Programs.Processes.Protocol;

/// <summary>The first bytes of every frame.</summary>
/// <remarks>
/// <code>
/// offset  0  type            1 byte
///         1  zero            3 bytes
///         4  header length   4 bytes, little-endian; the header is JSON in UTF-8, or a <see cref="ChunkFrame"/>
///         8  body length     4 bytes, little-endian
/// </code>
/// The header follows at once, and then the body.
/// </remarks>
internal readonly record struct ProgramFrame(ProgramFrameType Type, int HeaderLength, int BodyLength)
{
    /// <summary>Bytes before the header.</summary>
    public const int PrefixLength = 12;

    /// <summary>Longest header.</summary>
    public const int MaxHeader = 64 * 1024;

    public void Write(Span<byte> prefix)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(prefix, (byte)Type);
        BinaryPrimitives.WriteInt32LittleEndian(prefix[4..], HeaderLength);
        BinaryPrimitives.WriteInt32LittleEndian(prefix[8..], BodyLength);
    }

    /// <summary>Reads a prefix that comes from outside.</summary>
    /// <param name="prefix"><see cref="PrefixLength"/> bytes.</param>
    /// <param name="maxBody">Longest body that is accepted.</param>
    /// <exception cref="ProgramProtocolException">It is no frame, or one that is too long.</exception>
    public static ProgramFrame Read(ReadOnlySpan<byte> prefix, int maxBody)
    {
        var (type, zero) = ((ProgramFrameType)prefix[0], prefix[1] | prefix[2] | prefix[3]);
        if (!Enum.IsDefined(type) || zero != 0)
            throw new ProgramProtocolException($"Bytes that are no frame: {Convert.ToHexStringLower(prefix)}. Frames begin with a known type and three zeros.");
        var header = BinaryPrimitives.ReadUInt32LittleEndian(prefix[4..]);
        if (header > MaxHeader) throw new ProgramProtocolException($"A {type} frame has a header of {header} bytes; the most is {MaxHeader}.");
        var body = BinaryPrimitives.ReadUInt32LittleEndian(prefix[8..]);
        if (body > maxBody) throw new ProgramProtocolException($"A {type} frame has a body of {body} bytes; the most is {maxBody}.");
        return new ProgramFrame(type, (int)header, (int)body);
    }
}
