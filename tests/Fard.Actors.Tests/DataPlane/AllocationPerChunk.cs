using System.Globalization;

namespace Fard.Actors.Tests.DataPlane;

/// <summary>
/// Bytes that the process allocates for each chunk, block by block of <see cref="BlockChunks"/>. What chunks allocate shows in every block; a thread that
/// the thread pool adds allocates some 35 KiB once, which shows in the block of that moment and not in the median.
/// </summary>
internal sealed class AllocationPerChunk(int warmUp, int measured)
{
    private const int BlockChunks = 1_000;

    // The last block ends with the stream, where no further chunk begins.
    private readonly double[] _blocks = new double[(measured / BlockChunks) - 1];
    private long _before;

    /// <summary>Bytes of one chunk in the median block.</summary>
    public double Median => _blocks.Order().ElementAt(_blocks.Length / 2);

    /// <summary>Called before each chunk, counted from 0 with those that warm up.</summary>
    public void BeforeChunk(int sequence)
    {
        var chunks = sequence - warmUp;
        if (chunks < 0 || chunks % BlockChunks != 0 || chunks / BlockChunks > _blocks.Length) return;
        var now = GC.GetTotalAllocatedBytes(precise: true);
        if (chunks > 0) _blocks[(chunks / BlockChunks) - 1] = (now - _before) / (double)BlockChunks;
        _before = now;
    }

    public override string ToString() =>
        $"bytes per chunk in blocks of {BlockChunks}: {string.Join(", ", _blocks.Select(bytes => bytes.ToString("0.##", CultureInfo.InvariantCulture)))}";
}
