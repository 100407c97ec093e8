using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fard.Networks.Simd.Kernels;

/// <summary>Vectors of 512 bits; one ternary-logic instruction per adder output where there is AVX-512.</summary>
internal readonly unsafe struct Lanes512 : ILanes<Vector512<ulong>>
{
    // Truth tables of x86's ternary logic. The instruction overwrites its first operand: a full adder that gets its carry from b, c and the sum,
    // as the majority of (b ^ sum ^ c), b and c, needs no copy of an operand.
    private const byte Parity = 0x96, MajorityTable = 0xE8, CarryOfSum = 0xB2;

    public static int Bytes => 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Load(byte* source) => Vector512.Load((ulong*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* destination, Vector512<ulong> value) => value.Store((ulong*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Broadcast(ulong bits) => Vector512.Create(bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Not(Vector512<ulong> a) => ~a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> And(Vector512<ulong> a, Vector512<ulong> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Xor(Vector512<ulong> a, Vector512<ulong> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> FullAdd(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c, out Vector512<ulong> carry)
    {
        if (Avx512F.IsSupported)
        {
            var sum = Avx512F.TernaryLogic(a, b, c, Parity);
            carry = Avx512F.TernaryLogic(b, sum, c, CarryOfSum);
            return sum;
        }

        var half = a ^ b;
        carry = Vector512.ConditionalSelect(half, c, a);
        return half ^ c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Majority(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c) =>
        Avx512F.IsSupported ? Avx512F.TernaryLogic(a, b, c, MajorityTable) : Vector512.ConditionalSelect(a ^ b, c, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Funnel(Vector512<ulong> low, Vector512<ulong> high, int shift) => (low >>> shift) | ((high << 1) << (63 - shift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> BroadcastInt16(short value) => Vector512.Create(value).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> AddInt16(Vector512<ulong> a, Vector512<ulong> b) => (a.AsInt16() + b.AsInt16()).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> SubtractInt16(Vector512<ulong> a, Vector512<ulong> b) => (a.AsInt16() - b.AsInt16()).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint GreaterInt16(Vector512<ulong> a, Vector512<ulong> b) =>
        (uint)Vector512.ExtractMostSignificantBits(Vector512.GreaterThan(a.AsInt16(), b.AsInt16()));
}
