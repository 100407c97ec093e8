using System.Runtime.CompilerServices;

namespace Fard.Networks.Simd.Kernels;

/// <summary>Sums of 16-bit values, pixels of one row in the lanes, compared with thresholds. A comparison's mask bits are a plane of pixels.</summary>
internal static unsafe class FixedPointKernel<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    /// <summary>Computes one output channel of one image.</summary>
    /// <param name="values">Planes of 16-bit values that the offsets point into.</param>
    /// <param name="rowBytes">Bytes of one row of values, whole vectors.</param>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="offsets">Byte offsets of the values to add in the first row, then of those to subtract.</param>
    /// <param name="plusCount">Values to add.</param>
    /// <param name="minusCount">Values to subtract.</param>
    /// <param name="thresholds">One or two thresholds.</param>
    /// <param name="masks">Where the bits of the first threshold go, <paramref name="rowBytes"/> / 16 bytes a row.</param>
    /// <param name="secondMasks">Where the bits of the second threshold go; null where there is one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(
        byte* values, int rowBytes, int rows, int* offsets, int plusCount, int minusCount, short* thresholds, byte* masks, byte* secondMasks)
    {
        var first = TLanes.BroadcastInt16(thresholds[0]);
        var second = secondMasks is null ? first : TLanes.BroadcastInt16(thresholds[1]);
        for (var x = 0; x < rowBytes; x += TLanes.Bytes)
        {
            var row = 0;
            for (; row + 6 <= rows; row += 6)
            {
                var a = TLanes.Broadcast(0);
                TVector b = a, c = a, d = a, e = a, f = a;
                var start = values + row * rowBytes + x;
                var offset = offsets;
                for (var end = offset + plusCount; offset < end; offset++)
                {
                    var source = start + *offset;
                    a = TLanes.AddInt16(a, TLanes.Load(source));
                    b = TLanes.AddInt16(b, TLanes.Load(source + rowBytes));
                    c = TLanes.AddInt16(c, TLanes.Load(source + 2 * rowBytes));
                    d = TLanes.AddInt16(d, TLanes.Load(source + 3 * rowBytes));
                    e = TLanes.AddInt16(e, TLanes.Load(source + 4 * rowBytes));
                    f = TLanes.AddInt16(f, TLanes.Load(source + 5 * rowBytes));
                }

                for (var end = offset + minusCount; offset < end; offset++)
                {
                    var source = start + *offset;
                    a = TLanes.SubtractInt16(a, TLanes.Load(source));
                    b = TLanes.SubtractInt16(b, TLanes.Load(source + rowBytes));
                    c = TLanes.SubtractInt16(c, TLanes.Load(source + 2 * rowBytes));
                    d = TLanes.SubtractInt16(d, TLanes.Load(source + 3 * rowBytes));
                    e = TLanes.SubtractInt16(e, TLanes.Load(source + 4 * rowBytes));
                    f = TLanes.SubtractInt16(f, TLanes.Load(source + 5 * rowBytes));
                }

                var destination = (row * rowBytes + x) / 16;
                var step = rowBytes / 16;
                StoreMask(masks + destination, TLanes.GreaterInt16(a, first));
                StoreMask(masks + destination + step, TLanes.GreaterInt16(b, first));
                StoreMask(masks + destination + 2 * step, TLanes.GreaterInt16(c, first));
                StoreMask(masks + destination + 3 * step, TLanes.GreaterInt16(d, first));
                StoreMask(masks + destination + 4 * step, TLanes.GreaterInt16(e, first));
                StoreMask(masks + destination + 5 * step, TLanes.GreaterInt16(f, first));
                if (secondMasks is null)
                    continue;
                StoreMask(secondMasks + destination, TLanes.GreaterInt16(a, second));
                StoreMask(secondMasks + destination + step, TLanes.GreaterInt16(b, second));
                StoreMask(secondMasks + destination + 2 * step, TLanes.GreaterInt16(c, second));
                StoreMask(secondMasks + destination + 3 * step, TLanes.GreaterInt16(d, second));
                StoreMask(secondMasks + destination + 4 * step, TLanes.GreaterInt16(e, second));
                StoreMask(secondMasks + destination + 5 * step, TLanes.GreaterInt16(f, second));
            }

            for (; row < rows; row++)
            {
                var sum = TLanes.Broadcast(0);
                var start = values + row * rowBytes + x;
                var offset = offsets;
                for (var end = offset + plusCount; offset < end; offset++)
                    sum = TLanes.AddInt16(sum, TLanes.Load(start + *offset));
                for (var end = offset + minusCount; offset < end; offset++)
                    sum = TLanes.SubtractInt16(sum, TLanes.Load(start + *offset));
                var destination = (row * rowBytes + x) / 16;
                StoreMask(masks + destination, TLanes.GreaterInt16(sum, first));
                if (secondMasks is not null)
                    StoreMask(secondMasks + destination, TLanes.GreaterInt16(sum, second));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreMask(byte* destination, uint bits)
    {
        if (TLanes.Bytes == 64)
            *(uint*)destination = bits;
        else if (TLanes.Bytes == 32)
            *(ushort*)destination = (ushort)bits;
        else
            *destination = (byte)bits;
    }
}
