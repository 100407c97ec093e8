using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fard.Networks.Simd.Kernels;

/// <summary>Vectors of 256 bits; one ternary-logic instruction per adder output where there is AVX-512.</summary>
internal readonly unsafe struct Lanes256 : ILanes<Vector256<ulong>>
{
    // Truth tables of x86's ternary logic. The instruction overwrites its first operand: a full adder that gets its carry from b, c and the sum,
    // as the majority of (b ^ sum ^ c), b and c, needs no copy of an operand.
    private const byte Parity = 0x96, MajorityTable = 0xE8, CarryOfSum = 0xB2;

    public static int Bytes => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Load(byte* source) => Vector256.Load((ulong*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* destination, Vector256<ulong> value) => value.Store((ulong*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Broadcast(ulong bits) => Vector256.Create(bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Not(Vector256<ulong> a) => ~a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> And(Vector256<ulong> a, Vector256<ulong> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Xor(Vector256<ulong> a, Vector256<ulong> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> FullAdd(Vector256<ulong> a, Vector256<ulong> b, Vector256<ulong> c, out Vector256<ulong> carry)
    {
        if (Avx512F.VL.IsSupported)
        {
            var sum = Avx512F.VL.TernaryLogic(a, b, c, Parity);
            carry = Avx512F.VL.TernaryLogic(b, sum, c, CarryOfSum);
            return sum;
        }

        var half = a ^ b;
        carry = Vector256.ConditionalSelect(half, c, a);
        return half ^ c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Majority(Vector256<ulong> a, Vector256<ulong> b, Vector256<ulong> c) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.TernaryLogic(a, b, c, MajorityTable) : Vector256.ConditionalSelect(a ^ b, c, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Funnel(Vector256<ulong> low, Vector256<ulong> high, int shift) => (low >>> shift) | ((high << 1) << (63 - shift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> BroadcastInt16(short value) => Vector256.Create(value).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> AddInt16(Vector256<ulong> a, Vector256<ulong> b) => (a.AsInt16() + b.AsInt16()).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> SubtractInt16(Vector256<ulong> a, Vector256<ulong> b) => (a.AsInt16() - b.AsInt16()).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint GreaterInt16(Vector256<ulong> a, Vector256<ulong> b) =>
        (uint)Vector256.ExtractMostSignificantBits(Vector256.GreaterThan(a.AsInt16(), b.AsInt16()));
}
