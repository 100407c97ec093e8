namespace Fard.Actors.DataPlane;

/// <summary>A chunk in a pooled buffer; belongs to whoever took it from its <see cref="ChunkPool"/> until it is given back.</summary>
public sealed class Chunk
{
    internal Chunk(byte[] buffer) => Buffer = buffer;

    internal byte[] Buffer { get; }

    /// <summary>Number of the chunk within its job.</summary>
    public long Sequence { get; internal set; }

    /// <summary>Images in it.</summary>
    public int ImageCount { get; internal set; }

    /// <summary>Bytes of all images.</summary>
    public int Length { get; internal set; }

    /// <summary>The images, one behind the other.</summary>
    public Memory<byte> Payload => Buffer.AsMemory(0, Length);
}
