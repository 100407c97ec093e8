using System.Collections.Immutable;
using System.Numerics;
using Fard.Networks.Simd.Kernels;
using Fard.Networks.Simd.Maps;

namespace Fard.Networks.Simd.Stages;

/// <summary>
/// The activations of one image as lists for <see cref="BitCounter{TVector, TLanes, TSource}"/>: per pixel and channel block, the columns of the channels
/// that are -1, then of those that are +1. Channels that are zero do not appear.
/// </summary>
internal sealed unsafe class ChannelLists
{
    private readonly PixelMap _map;
    private readonly ImmutableArray<int> _blocks;
    private readonly SignedLists[] _lists;
    private readonly int[] _excess;
    private readonly ushort[] _entries;
    private readonly int _columnBytes, _entriesPerUnit;

    public ChannelLists(PixelMap map, ImmutableArray<int> blocks, int columnBytes, int entriesPerUnit)
    {
        (_map, _blocks, _columnBytes, _entriesPerUnit) = (map, blocks, columnBytes, entriesPerUnit);
        BlockCount = blocks.Length - 1;
        _lists = new SignedLists[map.Pixels * BlockCount];
        _excess = new int[map.Pixels];
        // The branch-free collection writes one entry behind the last.
        _entries = GC.AllocateArray<ushort>(map.Pixels * (map.Format.Channels + BlockCount * 2 * entriesPerUnit) + 1, pinned: true);
        fixed (ushort* entries = _entries)
            Entries = entries;
    }

    public ushort* Entries { get; }

    public int BlockCount { get; }

    public SignedLists Of(int pixel, int block) => _lists[pixel * BlockCount + block];

    /// <summary>Channels that are +1 minus channels that are -1.</summary>
    public int ExcessOf(int pixel) => _excess[pixel];

    public void Collect(int image)
    {
        var next = 0;
        for (var pixel = 0; pixel < _map.Pixels; pixel++)
        {
            var excess = 0;
            for (var block = 0; block < BlockCount; block++)
            {
                var start = next;
                var minusEnd = Collect(image, pixel, block, negative: true, start);
                excess -= minusEnd - start;
                var middle = Pad(block, start, minusEnd);
                var plusEnd = Collect(image, pixel, block, negative: false, middle);
                excess += plusEnd - middle;
                next = Pad(block, middle, plusEnd);
                _lists[pixel * BlockCount + block] = new SignedLists(start, (middle - start) / _entriesPerUnit, (next - middle) / _entriesPerUnit);
            }

            _excess[pixel] = excess;
        }
    }

    private int Collect(int image, int pixel, int block, bool negative, int next)
    {
        var (first, end) = (_blocks[block], _blocks[block + 1]);
        // Plane 0 is "value >= 0" (or the bit itself), the last plane "value > 0".
        var words = _map.At(image, pixel, negative ? 0 : _map.Planes - 1);
        for (var word = first / 64; word * 64 < end; word++)
        {
            var bits = negative ? ~words[word] : words[word];
            if (word * 64 < first)
                bits &= ulong.MaxValue << (first & 63);
            if (word * 64 + 64 > end)
                bits &= ulong.MaxValue >> (word * 64 + 64 - end);
            var offset = (word * 64 - first) * _columnBytes;
            for (; bits != 0; bits &= bits - 1)
                Entries[next++] = (ushort)(offset + BitOperations.TrailingZeroCount(bits) * _columnBytes);
        }

        return next;
    }

    private int Pad(int block, int start, int end)
    {
        var zeros = (ushort)((_blocks[block + 1] - _blocks[block]) * _columnBytes);
        while ((end - start) % _entriesPerUnit != 0)
            Entries[end++] = zeros;
        return end;
    }
}
