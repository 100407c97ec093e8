namespace Fard.Networks.Simd.Maps;

/// <summary>Transposes 64x64 bit matrices.</summary>
internal static unsafe class BitTranspose
{
    /// <summary>
    /// Swaps bit j of word i with bit i of word j, in place (Warren, "Hacker's Delight", section 7-3, with the bits counted from the lowest).
    /// </summary>
    public static void Transpose64(ulong* words)
    {
        var mask = 0x00000000FFFFFFFFUL;
        for (var distance = 32; distance != 0; distance >>= 1, mask ^= mask << distance)
        {
            for (var i = 0; i < 64; i = (i + distance + 1) & ~distance)
            {
                var difference = ((words[i] >> distance) ^ words[i + distance]) & mask;
                words[i] ^= difference << distance;
                words[i + distance] ^= difference;
            }
        }
    }
}
