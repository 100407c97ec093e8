namespace Fard.Networks.Simd.Kernels;

/// <summary>Vector operations that kernels are written in; the vector type <typeparamref name="TVector"/> is resolved when the kernel is compiled.</summary>
internal unsafe interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Bytes of a vector.</summary>
    static abstract int Bytes { get; }

    static abstract TVector Load(byte* source);

    static abstract void Store(byte* destination, TVector value);

    /// <summary>The same 64 bits in every 64-bit lane.</summary>
    static abstract TVector Broadcast(ulong bits);

    static abstract TVector Not(TVector a);

    static abstract TVector And(TVector a, TVector b);

    static abstract TVector Xor(TVector a, TVector b);

    /// <summary>A full adder in every lane: the sum bit of a, b and c, and their carry.</summary>
    static abstract TVector FullAdd(TVector a, TVector b, TVector c, out TVector carry);

    static abstract TVector Majority(TVector a, TVector b, TVector c);

    /// <summary>The 64 bits from bit <paramref name="shift"/> (0 to 63) of the 128-bit value high:low, in every 64-bit lane.</summary>
    static abstract TVector Funnel(TVector low, TVector high, int shift);

    static abstract TVector BroadcastInt16(short value);

    static abstract TVector AddInt16(TVector a, TVector b);

    static abstract TVector SubtractInt16(TVector a, TVector b);

    /// <summary>One bit a 16-bit lane, the first lane in the lowest bit: a &gt; b, signed.</summary>
    static abstract uint GreaterInt16(TVector a, TVector b);
}
