using System.Threading.Channels;
using Fard.Actors.DataPlane;

namespace Fard.Client;

/// <summary>The results of one job, over all of its attempts: kept in order, each once, and handed on as they arrive.</summary>
/// <param name="stream">The stream of results.</param>
/// <param name="completed">Called when the last result is there, before whoever reads them sees it.</param>
internal sealed class JobResults(ChunkStream stream, Action completed)
{
    private readonly byte[] _results = GC.AllocateUninitializedArray<byte>(checked(stream.ImageCount * stream.BytesPerImage));
    private readonly Channel<ImageResult> _arrived = Channel.CreateUnbounded<ImageResult>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    /// <summary>Results as they arrive; ends after the last.</summary>
    public ChannelReader<ImageResult> Arrived => _arrived.Reader;

    /// <summary>The chunk that comes next: with it the next attempt goes on.</summary>
    public long Next { get; private set; }

    /// <summary>Whether all have arrived.</summary>
    public bool IsComplete => Next == stream.ChunkCount;

    /// <summary>Takes the next chunk.</summary>
    public void Take(Chunk chunk)
    {
        if (chunk.Sequence != Next) throw new ArgumentException($"Chunk {chunk.Sequence} came where {Next} is next.", nameof(chunk));
        var first = checked((int)(chunk.Sequence * stream.ChunkImages));
        var size = stream.BytesPerImage;
        chunk.Payload.CopyTo(_results.AsMemory(first * size));
        for (var image = first; image < first + chunk.ImageCount; image++)
            _arrived.Writer.TryWrite(new ImageResult(image, _results.AsMemory(image * size, size)));
        Next++;
        if (!IsComplete) return;
        completed();
        // The caller need not wait for the goodbyes behind the last result.
        _arrived.Writer.TryComplete();
    }

    /// <summary>No result follows.</summary>
    public void Fail(Exception exception) => _arrived.Writer.TryComplete(exception);
}
