using System.Buffers;

namespace Fard.Actors.DataPlane;

/// <summary>The chunk buffers of one stream: taken from the shared array pool when first needed, used again and again, given back in the end.</summary>
public sealed class ChunkPool(int bytesPerChunk) : IDisposable
{
    private readonly Stack<Chunk> _free = new();
    private int _rented;
    private bool _disposed;

    /// <summary>Chunks that are in use.</summary>
    public int Rented
    {
        get { lock (_free) return _rented; }
    }

    /// <summary>Takes a chunk with room for a full payload.</summary>
    public Chunk Rent(long sequence, int imageCount, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, bytesPerChunk);
        Chunk? chunk;
        lock (_free)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _rented++;
            _free.TryPop(out chunk);
        }

        chunk ??= new Chunk(ArrayPool<byte>.Shared.Rent(bytesPerChunk));
        chunk.Sequence = sequence;
        chunk.ImageCount = imageCount;
        chunk.Length = length;
        return chunk;
    }

    /// <summary>Gives a chunk back; its memory is used again.</summary>
    public void Return(Chunk chunk)
    {
        lock (_free)
        {
            _rented--;
            if (!_disposed)
            {
                _free.Push(chunk);
                return;
            }
        }

        ArrayPool<byte>.Shared.Return(chunk.Buffer);
    }

    /// <summary>Gives the free buffers back; those in use follow when they are returned.</summary>
    public void Dispose()
    {
        lock (_free)
        {
            if (_disposed) return;
            _disposed = true;
            foreach (var chunk in _free) ArrayPool<byte>.Shared.Return(chunk.Buffer);
            _free.Clear();
        }
    }
}
