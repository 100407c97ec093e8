using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Fard.Networks.Simd.Maps;

/// <summary>
/// Gathers the bits under a mask at the low end of a word: one instruction where there is one, otherwise six masked shifts, prepared once
/// (Warren, "Hacker's Delight", section 7-4).
/// </summary>
internal readonly unsafe struct BitExtraction
{
    private readonly ulong _mask;
    private readonly Moves _moves;

    public BitExtraction(ulong mask)
    {
        _mask = mask;
        Count = BitOperations.PopCount(mask);
        // Step i moves right by 2^i every bit whose distance to its place has bit i set.
        for (var step = 0; step < 6; step++)
        {
            for (var (bit, place) = (0, 0); bit < 64; bit++)
            {
                if ((mask >> bit & 1) == 0)
                    continue;
                var distance = bit - place++;
                if ((distance >> step & 1) != 0)
                    _moves[step] |= 1UL << (bit - (distance & ((1 << step) - 1)));
            }
        }
    }

    /// <summary>Bits of the result.</summary>
    public int Count { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Extract(ulong word) => Bmi2.X64.IsSupported ? Bmi2.X64.ParallelBitExtract(word, _mask) : ExtractInSteps(word);

    /// <summary><see cref="Extract"/> as machines without the instruction do it.</summary>
    public ulong ExtractInSteps(ulong word)
    {
        word &= _mask;
        for (var step = 0; step < 6; step++)
        {
            var moved = word & _moves[step];
            word = word ^ moved | moved >> (1 << step);
        }

        return word;
    }

    [InlineArray(6)]
    private struct Moves
    {
        private ulong _first;
    }
}
