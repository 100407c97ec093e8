using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fard.Actors.DataPlane;

/// <summary>CRC-32C by carry-less multiplication, where the processor multiplies whole vectors (VPCLMULQDQ).</summary>
/// <remarks>
/// Gopal and others, "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction", Intel 2009. Sixteen bytes, as a polynomial over GF(2), are
/// congruent to the sixteen bytes that stand D bits later and are their first half times x^(D+64) plus their second times x^D, modulo the CRC's polynomial.
/// So data is folded onto what follows until sixteen bytes are left, which have the CRC of all.
/// Numbers are reflected: bit 31 of a state stands for x^0. In the low half of a 64-bit lane a state has a factor of x^32 too much, and the product of two
/// reflected 64-bit numbers lacks a factor of x: the constants are x^(D+64-33) and x^(D-33).
/// </remarks>
internal static class Crc32CFolding
{
    /// <summary>Bytes that <see cref="Fold"/> takes at least.</summary>
    public const int MinLength = 256;

    private static readonly Vector128<ulong> Over128 = Constants(128);
    private static readonly Vector128<ulong> Over256 = Constants(256);
    private static readonly Vector128<ulong> Over512 = Constants(512);
    private static readonly Vector128<ulong> Over1024 = Constants(1024);
    private static readonly Vector128<ulong> Over2048 = Constants(2048);

    public static bool IsSupported => Pclmulqdq.V256.IsSupported && BitConverter.IsLittleEndian;

    /// <summary>Folds as much of the data as fits into sixteen bytes, whose CRC from a state of zero is the CRC of that data from <paramref name="state"/>.</summary>
    /// <param name="data">At least <see cref="MinLength"/> bytes.</param>
    /// <param name="taken">Bytes that were folded.</param>
    public static Vector128<ulong> Fold(uint state, ReadOnlySpan<byte> data, out int taken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(data.Length, MinLength);
        return Pclmulqdq.V512.IsSupported ? FoldBy512(state, data, out taken) : FoldBy256(state, data, out taken);
    }

    public static Vector128<ulong> FoldBy512(uint state, ReadOnlySpan<byte> data, out int taken)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector512<ulong>>(data);
        var over = Spread(Spread(Over2048));
        var (a, b, c, d) = (vectors[0] ^ Vector512.CreateScalar((ulong)state), vectors[1], vectors[2], vectors[3]);
        var next = 4;
        for (; next + 3 < vectors.Length; next += 4)
        {
            a = Move(a, over) ^ vectors[next];
            b = Move(b, over) ^ vectors[next + 1];
            c = Move(c, over) ^ vectors[next + 2];
            d = Move(d, over) ^ vectors[next + 3];
        }

        taken = next * Vector512<byte>.Count;
        over = Spread(Spread(Over512));
        d ^= Move(c ^ Move(b ^ Move(a, over), over), over);
        return Halve(Move(d.GetLower(), Spread(Over256)) ^ d.GetUpper());
    }

    public static Vector128<ulong> FoldBy256(uint state, ReadOnlySpan<byte> data, out int taken)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector256<ulong>>(data);
        var over = Spread(Over1024);
        var (a, b, c, d) = (vectors[0] ^ Vector256.CreateScalar((ulong)state), vectors[1], vectors[2], vectors[3]);
        var next = 4;
        for (; next + 3 < vectors.Length; next += 4)
        {
            a = Move(a, over) ^ vectors[next];
            b = Move(b, over) ^ vectors[next + 1];
            c = Move(c, over) ^ vectors[next + 2];
            d = Move(d, over) ^ vectors[next + 3];
        }

        taken = next * Vector256<byte>.Count;
        over = Spread(Over256);
        return Halve(d ^ Move(c ^ Move(b ^ Move(a, over), over), over));
    }

    private static Vector128<ulong> Halve(Vector256<ulong> two)
    {
        var first = two.GetLower();
        return Pclmulqdq.CarrylessMultiply(first, Over128, 0x00) ^ Pclmulqdq.CarrylessMultiply(first, Over128, 0x11) ^ two.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Move(Vector512<ulong> data, Vector512<ulong> over) =>
        Pclmulqdq.V512.CarrylessMultiply(data, over, 0x00) ^ Pclmulqdq.V512.CarrylessMultiply(data, over, 0x11);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Move(Vector256<ulong> data, Vector256<ulong> over) =>
        Pclmulqdq.V256.CarrylessMultiply(data, over, 0x00) ^ Pclmulqdq.V256.CarrylessMultiply(data, over, 0x11);

    private static Vector256<ulong> Spread(Vector128<ulong> value) => Vector256.Create(value, value);

    private static Vector512<ulong> Spread(Vector256<ulong> value) => Vector512.Create(value, value);

    private static Vector128<ulong> Constants(int bits) => Vector128.Create((ulong)Power(bits + 64 - 33), Power(bits - 33));

    /// <summary>x to the power of <paramref name="exponent"/>, modulo the polynomial, reflected.</summary>
    private static uint Power(int exponent)
    {
        var power = 1U << 31;
        for (var bit = 0; bit < exponent; bit++) power = (power >> 1) ^ ((power & 1) * Crc32C.Polynomial);
        return power;
    }
}
