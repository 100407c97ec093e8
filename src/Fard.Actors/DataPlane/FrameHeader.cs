using System.Buffers.Binary;
using Fard.Actors.Content;
using Fard.Actors.Jobs;

namespace Fard.Actors.DataPlane;

/// <summary>The 48 bytes in front of every payload. All numbers are little-endian.</summary>
/// <remarks>
/// <code>
/// 0  type (1 byte), 3 zero bytes      32 count (4)
/// 4  position (4)                     36 payload length (4)
/// 8  job id (16)                      40 CRC-32C of the payload (4)
/// 24 sequence number (8)              44 CRC-32C of bytes 0..43 (4)
/// </code>
/// The header has a checksum of its own so that a damaged length is seen before anybody waits for that many bytes.
/// </remarks>
/// <param name="Type">What the frame says.</param>
/// <param name="Job">The job that it belongs to.</param>
/// <param name="Position">The position that consumes the stream; the client counts as the one after the last.</param>
/// <param name="Sequence">Number of the chunk, counted from 0; see <see cref="FrameType"/> for the other frames.</param>
/// <param name="Count">Images of a chunk; see <see cref="FrameType"/> for the other frames.</param>
/// <param name="PayloadLength">Bytes that follow.</param>
/// <param name="PayloadCrc">CRC-32C of the bytes that follow.</param>
public readonly record struct FrameHeader(FrameType Type, JobId Job, int Position, long Sequence, int Count, int PayloadLength, uint PayloadCrc)
{
    /// <summary>Bytes of an encoded header.</summary>
    public const int Length = 48;

    private const int CoveredLength = Length - sizeof(uint);

    /// <summary>Encodes the header with its checksum.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, (byte)Type);
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], Position);
        Job.Write(destination[8..]);
        BinaryPrimitives.WriteInt64LittleEndian(destination[24..], Sequence);
        BinaryPrimitives.WriteInt32LittleEndian(destination[32..], Count);
        BinaryPrimitives.WriteInt32LittleEndian(destination[36..], PayloadLength);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[40..], PayloadCrc);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[CoveredLength..], Crc32C.Compute(destination[..CoveredLength]));
    }

    /// <summary>Decodes and checks a header.</summary>
    /// <param name="source">At least <see cref="Length"/> bytes.</param>
    /// <param name="maximumPayload">The longest payload that the caller accepts, in bytes.</param>
    /// <exception cref="DataPlaneException">The checksum is wrong, a field is out of range, or the payload is too long.</exception>
    public static FrameHeader Read(ReadOnlySpan<byte> source, int maximumPayload)
    {
        var expected = BinaryPrimitives.ReadUInt32LittleEndian(source[CoveredLength..]);
        var actual = Crc32C.Compute(source[..CoveredLength]);
        if (actual != expected)
            throw new DataPlaneException(DataPlaneError.BadHeader, $"A frame header has CRC-32C {actual:x8} but says {expected:x8}; the connection carries damaged data.");

        var header = new FrameHeader(
            (FrameType)source[0],
            JobId.Read(source[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[32..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[36..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[40..]));
        header.Check(source, maximumPayload);
        return header;
    }

    private void Check(ReadOnlySpan<byte> source, int maximumPayload)
    {
        if (Type is < FrameType.Chunk or > FrameType.ContentPiece)
            throw Bad($"type {(byte)Type}; known are 1 to 7");
        if ((source[1] | source[2] | source[3]) != 0)
            throw Bad("bytes 1 to 3 that are not zero");
        if (Position < 0 || Sequence < 0 || Count < 0 || PayloadLength < 0)
            throw Bad($"a negative field (position {Position}, sequence {Sequence}, count {Count}, payload length {PayloadLength})");
        if (PayloadLength > maximumPayload)
            throw new DataPlaneException(DataPlaneError.PayloadTooLarge, $"A {Type} frame announces {PayloadLength} bytes; at most {maximumPayload} are accepted here (fard.data-plane.max-payload).");
        if (Type is FrameType.EndOfStream or FrameType.Credit or FrameType.ContentReply && PayloadLength != 0)
            throw Bad($"a payload of {PayloadLength} bytes on a {Type} frame");
        if (Type == FrameType.ContentRequest && PayloadLength != ContentHash.Length || Type == FrameType.ContentPiece && PayloadLength is 0 or > ContentProtocol.PieceBytes)
            throw Bad($"a payload of {PayloadLength} bytes on a {Type} frame");
        if (Type == FrameType.Chunk && (Count == 0 || PayloadLength == 0))
            throw new DataPlaneException(DataPlaneError.ImageCountMismatch, $"Chunk {Sequence} has {Count} images in {PayloadLength} bytes; a chunk has at least one image.");
    }

    private static DataPlaneException Bad(string what) => new(DataPlaneError.BadHeader, $"A frame header has {what}; the peer does not keep to the protocol.");
}
