using System.Runtime.CompilerServices;

namespace Fard.Networks.Simd.Kernels;

/// <summary>
/// Counts bits vertically: lane i of the result is the number of set bits in lane i of all listed planes. Bits of equal weight are added three at a time
/// with carry-save full adders (Harley and Seal; Warren, "Hacker's Delight", section 5-1), so that n planes cost about n adders of two
/// ternary-logic instructions each, for as many lanes as a vector has bits.
/// </summary>
/// <remarks>
/// <code>
/// 16 planes -> 8 adders of weight 1 -> 4 of weight 2 -> 2 of weight 4 -> 1 of weight 8 -> a carry of weight 16
/// four such units -> 2 adders of weight 16 -> 1 of weight 32 -> a carry of weight 64, rippled through half adders
/// </code>
/// </remarks>
internal static unsafe class BitCounter<TVector, TLanes, TSource>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TSource : struct, IBitSource
{
    /// <summary>
    /// Writes (bits of the added columns) - (bits of the subtracted columns) as <see cref="BitCounts.Planes"/> planes of a two's complement number a lane,
    /// least significant first.
    /// </summary>
    /// <param name="planes">Base of the list entries' offsets. At most <see cref="BitCounts.Most"/> of the listed planes are not zero.</param>
    /// <param name="list">The first entry to subtract; the entries to add follow.</param>
    /// <param name="minusUnits">Units to subtract.</param>
    /// <param name="plusUnits">Units to add.</param>
    /// <param name="counts">Room for the result, one vector a plane.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Count(byte* planes, ushort* list, int minusUnits, int plusUnits, byte* counts)
    {
        // Counting starts at -1: -1 + m, complemented, is -m.
        var n0 = TLanes.Broadcast(ulong.MaxValue);
        TVector n1 = n0, n2 = n0, n3 = n0, n4 = n0, n5 = n0, n6 = n0, n7 = n0, n8 = n0, n9 = n0, n10 = n0;
        var units = minusUnits;
        for (var pass = 0; ; pass++)
        {
            for (; units >= 4; units -= 4)
            {
                var a = AddUnit(planes, list, ref n0, ref n1, ref n2, ref n3);
                var b = AddUnit(planes, list + TSource.EntriesPerUnit, ref n0, ref n1, ref n2, ref n3);
                n4 = TLanes.FullAdd(n4, a, b, out var first);
                a = AddUnit(planes, list + 2 * TSource.EntriesPerUnit, ref n0, ref n1, ref n2, ref n3);
                b = AddUnit(planes, list + 3 * TSource.EntriesPerUnit, ref n0, ref n1, ref n2, ref n3);
                n4 = TLanes.FullAdd(n4, a, b, out var second);
                n5 = TLanes.FullAdd(n5, first, second, out var carry);
                Increment(carry, ref n6, ref n7, ref n8, ref n9, ref n10);
                list += 4 * TSource.EntriesPerUnit;
            }

            for (; units > 0; units--)
            {
                var carry = AddUnit(planes, list, ref n0, ref n1, ref n2, ref n3);
                carry = HalfAdd(carry, ref n4);
                carry = HalfAdd(carry, ref n5);
                Increment(carry, ref n6, ref n7, ref n8, ref n9, ref n10);
                list += TSource.EntriesPerUnit;
            }

            if (pass == 1)
                break;
            units = plusUnits;
            (n0, n1, n2, n3) = (TLanes.Not(n0), TLanes.Not(n1), TLanes.Not(n2), TLanes.Not(n3));
            (n4, n5, n6, n7) = (TLanes.Not(n4), TLanes.Not(n5), TLanes.Not(n6), TLanes.Not(n7));
            (n8, n9, n10) = (TLanes.Not(n8), TLanes.Not(n9), TLanes.Not(n10));
        }

        TLanes.Store(counts, n0);
        TLanes.Store(counts + TLanes.Bytes, n1);
        TLanes.Store(counts + 2 * TLanes.Bytes, n2);
        TLanes.Store(counts + 3 * TLanes.Bytes, n3);
        TLanes.Store(counts + 4 * TLanes.Bytes, n4);
        TLanes.Store(counts + 5 * TLanes.Bytes, n5);
        TLanes.Store(counts + 6 * TLanes.Bytes, n6);
        TLanes.Store(counts + 7 * TLanes.Bytes, n7);
        TLanes.Store(counts + 8 * TLanes.Bytes, n8);
        TLanes.Store(counts + 9 * TLanes.Bytes, n9);
        TLanes.Store(counts + 10 * TLanes.Bytes, n10);
    }

    /// <summary>Adds the 16 planes of one unit; the result is the carry of weight 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector AddUnit(byte* planes, ushort* list, ref TVector n0, ref TVector n1, ref TVector n2, ref TVector n3)
    {
        AddFourPairs(planes, TSource.FirstHalf(list, 0), TSource.SecondHalf(list, 0), ref n0, ref n1, out var a, out var b);
        AddFourPairs(planes, TSource.FirstHalf(list, 4), TSource.SecondHalf(list, 4), ref n0, ref n1, out var c, out var d);
        var sum = TLanes.FullAdd(a, b, c, out var carry);
        n2 = TLanes.FullAdd(n2, sum, d, out var last);
        n3 = TLanes.FullAdd(n3, carry, last, out var result);
        return result;
    }

    /// <summary>
    /// Adds the 8 planes of four pairs; the results are two carries of weight 4. The counters are joined last, to keep their dependency chains short.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFourPairs(byte* planes, ulong firstHalf, ulong secondHalf, ref TVector n0, ref TVector n1, out TVector carry, out TVector last)
    {
        var sum0 = TLanes.FullAdd(First(planes, firstHalf, 0), Second(planes, firstHalf, 0), First(planes, firstHalf, 1), out var carry0);
        var sum1 = TLanes.FullAdd(Second(planes, firstHalf, 1), First(planes, secondHalf, 2), Second(planes, secondHalf, 2), out var carry1);
        var sum2 = TLanes.FullAdd(sum0, sum1, First(planes, secondHalf, 3), out var carry2);
        n0 = TLanes.FullAdd(n0, sum2, Second(planes, secondHalf, 3), out var carry3);
        var sum = TLanes.FullAdd(carry0, carry1, carry2, out carry);
        n1 = TLanes.FullAdd(n1, sum, carry3, out last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Increment(TVector carry, ref TVector n6, ref TVector n7, ref TVector n8, ref TVector n9, ref TVector n10)
    {
        carry = HalfAdd(carry, ref n6);
        carry = HalfAdd(carry, ref n7);
        carry = HalfAdd(carry, ref n8);
        carry = HalfAdd(carry, ref n9);
        n10 = TLanes.Xor(n10, carry);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector HalfAdd(TVector carry, ref TVector counter)
    {
        var next = TLanes.And(counter, carry);
        counter = TLanes.Xor(counter, carry);
        return next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector First(byte* planes, ulong half, int pair) => TLanes.Load(planes + TSource.First(half, pair, TLanes.Bytes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Second(byte* planes, ulong half, int pair) => TLanes.Load(planes + TSource.Second(half, pair, TLanes.Bytes));
}

/// <summary>The number format of <see cref="BitCounter{TVector, TLanes, TSource}"/>'s results.</summary>
internal static class BitCounts
{
    /// <summary>Planes of a count, sign included.</summary>
    public const int Planes = 11;

    /// <summary>Planes that one count may sum up.</summary>
    public const int Most = (1 << (Planes - 1)) - 1;
}
