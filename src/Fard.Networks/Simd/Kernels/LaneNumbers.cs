using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fard.Networks.Simd.Kernels;

/// <summary>Arithmetic on numbers that lie across planes: bit b of lane i's two's complement number is bit i of plane b.</summary>
internal static unsafe class LaneNumbers<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    /// <summary>Sets every lane to <paramref name="value"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(byte* number, int planes, int value)
    {
        for (var plane = 0; plane < planes; plane++)
            TLanes.Store(number + plane * TLanes.Bytes, TLanes.Broadcast(0UL - (uint)(value >> plane & 1)));
    }

    /// <summary>Copies a count with its sign extended to <paramref name="planes"/> planes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Extend(byte* number, int planes, byte* count)
    {
        for (var plane = 0; plane < planes; plane++)
            TLanes.Store(number + plane * TLanes.Bytes, TLanes.Load(count + Math.Min(plane, BitCounts.Planes - 1) * TLanes.Bytes));
    }

    /// <summary>Adds a count, modulo 2^<paramref name="planes"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(byte* number, int planes, byte* count)
    {
        var carry = TLanes.Broadcast(0);
        for (var plane = 0; plane < planes; plane++)
        {
            var a = TLanes.Load(number + plane * TLanes.Bytes);
            var b = TLanes.Load(count + Math.Min(plane, BitCounts.Planes - 1) * TLanes.Bytes);
            TLanes.Store(number + plane * TLanes.Bytes, TLanes.FullAdd(carry, a, b, out carry));
        }
    }

    /// <summary>Lanes that exceed a threshold given as one mask word a plane (<see cref="ThresholdMasks"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector GreaterThanMask(byte* number, int planes, ulong* masks)
    {
        var greater = TLanes.Broadcast(0);
        for (var plane = 0; plane < planes - 1; plane++)
            greater = TLanes.Majority(greater, TLanes.Load(number + plane * TLanes.Bytes), TLanes.Broadcast(masks[plane]));
        return TLanes.Majority(greater, TLanes.Not(TLanes.Load(number + (planes - 1) * TLanes.Bytes)), TLanes.Broadcast(masks[planes - 1]));
    }

    /// <summary>Lanes that exceed thresholds of their own, one mask vector a plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector GreaterThanMasks(byte* number, int planes, byte* masks)
    {
        var greater = TLanes.Broadcast(0);
        for (var plane = 0; plane < planes - 1; plane++)
            greater = TLanes.Majority(greater, TLanes.Load(number + plane * TLanes.Bytes), TLanes.Load(masks + plane * TLanes.Bytes));
        var last = (planes - 1) * TLanes.Bytes;
        return TLanes.Majority(greater, TLanes.Not(TLanes.Load(number + last)), TLanes.Load(masks + last));
    }
}

/// <summary>
/// Thresholds for comparisons across planes. From the least significant bit on, "greater" is the majority of "greater so far", the number's bit and the
/// complement of the threshold's bit; at the sign, number and threshold swap roles.
/// </summary>
internal static class ThresholdMasks
{
    /// <summary>Planes of a two's complement number of that magnitude, for which every threshold can be clamped.</summary>
    public static int PlanesFor(int largestMagnitude) => 33 - BitOperations.LeadingZeroCount((uint)largestMagnitude);

    /// <summary>Whether plane <paramref name="plane"/> of the mask is set.</summary>
    public static bool IsSet(long threshold, int plane, int planes)
    {
        var largest = (1L << (planes - 1)) - 1;
        var bit = (Math.Clamp(threshold, -largest - 1, largest) >> plane & 1) != 0;
        return plane == planes - 1 ? bit : !bit;
    }
}
