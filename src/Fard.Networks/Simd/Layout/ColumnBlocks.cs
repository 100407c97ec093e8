using System.Collections.Immutable;
using Fard.Networks.Simd.Kernels;

namespace Fard.Networks.Simd.Layout;

/// <summary>
/// Cuts columns into blocks of nearly equal length whose planes stay in the first-level cache (36 KiB of its usual 48 at 512 bits), whose counts fit
/// <see cref="BitCounts.Most"/>, and whose offsets fit 16 bits.
/// </summary>
internal static class ColumnBlocks
{
    private const int CachedBytes = 36 * 1024;

    /// <summary>The blocks' first columns, with the number of columns behind the last.</summary>
    public static ImmutableArray<int> Cut(int columns, int planesPerColumn, int vectorBytes)
    {
        var most = Math.Min(BitCounts.Most, CachedBytes / vectorBytes) / planesPerColumn;
        var count = (columns + most - 1) / most;
        return [.. Enumerable.Range(0, count + 1).Select(block => (int)((long)columns * block / count))];
    }
}
