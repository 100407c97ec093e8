using Fard.Actors.Jobs;

namespace Fard.Actors.DataPlane;

/// <summary>The chunks of one job on their way into one position: how many there are, and what each has to look like.</summary>
/// <param name="Job">The job.</param>
/// <param name="Position">The position that consumes the chunks; the client counts as the one after the last.</param>
/// <param name="BytesPerImage">Bytes of one image in this stream.</param>
/// <param name="ImageCount">Images of the whole job.</param>
/// <param name="ChunkImages">Images of every chunk but the last, which has the rest.</param>
public sealed record ChunkStream(JobId Job, int Position, int BytesPerImage, int ImageCount, int ChunkImages)
{
    /// <summary>Those chunks that travel on this connection: all, where neither side has replicas.</summary>
    public ChunkShare Share { get; init; } = ChunkShare.All;

    /// <summary>Chunks of the whole job.</summary>
    public long ChunkCount => (ImageCount + (long)ChunkImages - 1) / ChunkImages;

    /// <summary>Chunks of the share.</summary>
    public long ShareCount => Share.CountBefore(ChunkCount);

    /// <summary>The first chunk of the share from number <paramref name="sequence"/> on; <see cref="ChunkCount"/> where there is none.</summary>
    public long NextFrom(long sequence) => Math.Min(Share.Next(sequence), ChunkCount);

    /// <summary>Bytes of a full chunk.</summary>
    public int BytesPerChunk => checked(BytesPerImage * Math.Min(ChunkImages, ImageCount));

    /// <summary>Images of chunk <paramref name="sequence"/>.</summary>
    public int ImagesIn(long sequence) => (int)Math.Min(ChunkImages, ImageCount - sequence * ChunkImages);

    /// <summary>Chunks that may be under way within the limits of <paramref name="settings"/>; at least two, so that one travels while the other is used.</summary>
    public int Window(DataPlaneSettings settings) =>
        (int)Math.Min(ChunkCount, Math.Min(Math.Max(settings.WindowBytes / BytesPerChunk, 2), Math.Max(1, settings.WindowChunks)));
}
