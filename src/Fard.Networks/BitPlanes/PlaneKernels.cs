using System.Numerics;

namespace Fard.Networks.BitPlanes;

/// <summary>
/// Sums of all rows for one window, by population counts: where both are nonzero, every column adds 1, and takes 2 away where the signs differ.
/// The encodings without zeros leave one of the two counts out.
/// </summary>
internal static class PlaneKernels
{
    public static void TernaryByTernary(ReadOnlySpan<ulong> nonzero, ReadOnlySpan<ulong> sign, PlaneWeights weights, Span<int> sums)
    {
        sign = sign[..nonzero.Length];
        for (var row = 0; row < sums.Length; row++)
        {
            var weightNonzero = weights.Nonzero.AsSpan(row * nonzero.Length, nonzero.Length);
            var weightSign = weights.Sign.AsSpan(row * nonzero.Length, nonzero.Length);
            int both = 0, opposed = 0;
            for (var i = 0; i < nonzero.Length; i++)
            {
                var mask = nonzero[i] & weightNonzero[i];
                both += BitOperations.PopCount(mask);
                opposed += BitOperations.PopCount(mask & (sign[i] ^ weightSign[i]));
            }

            sums[row] = both - 2 * opposed;
        }
    }

    public static void TernaryByBinary(ReadOnlySpan<ulong> nonzero, ReadOnlySpan<ulong> sign, PlaneWeights weights, Span<int> sums)
    {
        sign = sign[..nonzero.Length];
        var both = 0;
        foreach (var word in nonzero)
            both += BitOperations.PopCount(word);
        for (var row = 0; row < sums.Length; row++)
        {
            var weightSign = weights.Sign.AsSpan(row * nonzero.Length, nonzero.Length);
            var opposed = 0;
            for (var i = 0; i < nonzero.Length; i++)
                opposed += BitOperations.PopCount(nonzero[i] & (sign[i] ^ weightSign[i]));
            sums[row] = both - 2 * opposed;
        }
    }

    public static void BitByTernary(ReadOnlySpan<ulong> sign, PlaneWeights weights, Span<int> sums)
    {
        for (var row = 0; row < sums.Length; row++)
        {
            var weightNonzero = weights.Nonzero.AsSpan(row * sign.Length, sign.Length);
            var weightSign = weights.Sign.AsSpan(row * sign.Length, sign.Length);
            var opposed = 0;
            for (var i = 0; i < sign.Length; i++)
                opposed += BitOperations.PopCount(weightNonzero[i] & (sign[i] ^ weightSign[i]));
            sums[row] = weights.NonzeroCount[row] - 2 * opposed;
        }
    }

    /// <summary>Columns less <paramref name="price"/> for every one whose signs differ: 2 makes it the dot product, 1 the count of those that agree.</summary>
    public static void BitByBinary(ReadOnlySpan<ulong> sign, PlaneWeights weights, int price, Span<int> sums)
    {
        for (var row = 0; row < sums.Length; row++)
        {
            var weightSign = weights.Sign.AsSpan(row * sign.Length, sign.Length);
            var opposed = 0;
            for (var i = 0; i < sign.Length; i++)
                opposed += BitOperations.PopCount(sign[i] ^ weightSign[i]);
            sums[row] = weights.NonzeroCount[row] - price * opposed;
        }
    }
}
