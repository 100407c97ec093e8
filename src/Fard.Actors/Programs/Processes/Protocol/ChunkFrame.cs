using System.Buffers.Binary;

namespace Fard.Actors.Programs.Processes.Protocol;

/// <summary>The header of <see cref="ProgramFrameType.Chunk"/> and <see cref="ProgramFrameType.ChunkDone"/>: binary, because it comes with every chunk.</summary>
/// <remarks>
/// <code>
/// offset  0  number         8 bytes, little-endian: counts the chunks of this process from 0
///         8  images         4 bytes, little-endian
///        12  result bytes   4 bytes, little-endian: how many bytes the result has to have; the body's length in a ChunkDone
/// </code>
/// </remarks>
internal readonly record struct ChunkFrame(long Number, int Images, int ResultBytes)
{
    public const int Length = 16;

    public void Write(Span<byte> header)
    {
        BinaryPrimitives.WriteInt64LittleEndian(header, Number);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Images);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], ResultBytes);
    }

    /// <exception cref="ProgramProtocolException">A length or a number is impossible.</exception>
    public static ChunkFrame Read(ReadOnlySpan<byte> header)
    {
        if (header.Length != Length) throw new ProgramProtocolException($"The header of a chunk has {header.Length} bytes; it has {Length}.");
        var chunk = new ChunkFrame(
            BinaryPrimitives.ReadInt64LittleEndian(header), BinaryPrimitives.ReadInt32LittleEndian(header[8..]), BinaryPrimitives.ReadInt32LittleEndian(header[12..]));
        return chunk.Number >= 0 && chunk.Images > 0 && chunk.ResultBytes >= 0
            ? chunk
            : throw new ProgramProtocolException($"A chunk has the number {chunk.Number}, {chunk.Images} images and a result of {chunk.ResultBytes} bytes; none of them may be negative.");
    }
}
