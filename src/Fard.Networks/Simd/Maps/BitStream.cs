using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Fard.Networks.Simd.Maps;

/// <summary>Bits in little-endian 64-bit words, read at any position.</summary>
internal static unsafe class BitReader
{
    /// <summary>The <paramref name="count"/> (1 to 64) bits from <paramref name="position"/> on; touches no word behind the last of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ulong* words, int position, int count)
    {
        var (word, shift) = (position >> 6, position & 63);
        var bits = words[word] >> shift;
        if (shift + count > 64)
            bits |= words[word + 1] << (64 - shift);
        return bits & ulong.MaxValue >> (64 - count);
    }
}

/// <summary>Appends bits to little-endian 64-bit words.</summary>
internal unsafe ref struct BitWriter(ulong* destination)
{
    private ulong* _destination = destination;
    private ulong _pending;
    private int _fill;

    /// <summary>Appends <paramref name="count"/> (1 to 64) bits; those above them are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(ulong bits, int count)
    {
        _pending |= bits << _fill;
        _fill += count;
        if (_fill < 64)
            return;
        *_destination++ = _pending;
        _fill -= 64;
        _pending = _fill == 0 ? 0 : bits >> (count - _fill);
    }

    /// <summary>Writes what is pending, then zero words up to <paramref name="end"/>.</summary>
    public void Finish(ulong* end)
    {
        if (_fill > 0)
            *_destination++ = _pending;
        while (_destination < end)
            *_destination++ = 0;
        (_pending, _fill) = (0, 0);
    }
}

/// <summary>Takes every second bit of a word, and puts it back.</summary>
internal static class EvenBits
{
    private const ulong Even = 0x5555555555555555;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Extract(ulong bits)
    {
        if (Bmi2.X64.IsSupported)
            return Bmi2.X64.ParallelBitExtract(bits, Even);
        bits &= Even;
        bits = (bits | bits >> 1) & 0x3333333333333333;
        bits = (bits | bits >> 2) & 0x0F0F0F0F0F0F0F0F;
        bits = (bits | bits >> 4) & 0x00FF00FF00FF00FF;
        bits = (bits | bits >> 8) & 0x0000FFFF0000FFFF;
        return (bits | bits >> 16) & 0x00000000FFFFFFFF;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Deposit(ulong bits)
    {
        if (Bmi2.X64.IsSupported)
            return Bmi2.X64.ParallelBitDeposit(bits, Even);
        bits = (bits | bits << 16) & 0x0000FFFF0000FFFF;
        bits = (bits | bits << 8) & 0x00FF00FF00FF00FF;
        bits = (bits | bits << 4) & 0x0F0F0F0F0F0F0F0F;
        bits = (bits | bits << 2) & 0x3333333333333333;
        return (bits | bits << 1) & Even;
    }
}
