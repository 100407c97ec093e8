using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fard.Networks.Simd.Kernels;

/// <summary>Vectors of 128 bits; one ternary-logic instruction per adder output where there is AVX-512.</summary>
internal readonly unsafe struct Lanes128 : ILanes<Vector128<ulong>>
{
    // Truth tables of x86's ternary logic. The instruction overwrites its first operand: a full adder that gets its carry from b, c and the sum,
    // as the majority of (b ^ sum ^ c), b and c, needs no copy of an operand.
    private const byte Parity = 0x96, MajorityTable = 0xE8, CarryOfSum = 0xB2;

    public static int Bytes => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Load(byte* source) => Vector128.Load((ulong*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* destination, Vector128<ulong> value) => value.Store((ulong*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Broadcast(ulong bits) => Vector128.Create(bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Not(Vector128<ulong> a) => ~a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> And(Vector128<ulong> a, Vector128<ulong> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Xor(Vector128<ulong> a, Vector128<ulong> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> FullAdd(Vector128<ulong> a, Vector128<ulong> b, Vector128<ulong> c, out Vector128<ulong> carry)
    {
        if (Avx512F.VL.IsSupported)
        {
            var sum = Avx512F.VL.TernaryLogic(a, b, c, Parity);
            carry = Avx512F.VL.TernaryLogic(b, sum, c, CarryOfSum);
            return sum;
        }

        var half = a ^ b;
        carry = Vector128.ConditionalSelect(half, c, a);
        return half ^ c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Majority(Vector128<ulong> a, Vector128<ulong> b, Vector128<ulong> c) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.TernaryLogic(a, b, c, MajorityTable) : Vector128.ConditionalSelect(a ^ b, c, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Funnel(Vector128<ulong> low, Vector128<ulong> high, int shift) => (low >>> shift) | ((high << 1) << (63 - shift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> BroadcastInt16(short value) => Vector128.Create(value).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> AddInt16(Vector128<ulong> a, Vector128<ulong> b) => (a.AsInt16() + b.AsInt16()).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> SubtractInt16(Vector128<ulong> a, Vector128<ulong> b) => (a.AsInt16() - b.AsInt16()).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint GreaterInt16(Vector128<ulong> a, Vector128<ulong> b) =>
        (uint)Vector128.ExtractMostSignificantBits(Vector128.GreaterThan(a.AsInt16(), b.AsInt16()));
}
