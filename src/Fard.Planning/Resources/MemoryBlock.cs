namespace Fard.Planning.Resources;

/// <summary>Equal memories of a kernel, each with one write and one read port.</summary>
/// <param name="Purpose">What they hold, such as <c>weights of layer 3</c>.</param>
/// <param name="Depth">Words of one.</param>
/// <param name="Width">Bits of a word.</param>
/// <param name="Count">How many there are.</param>
/// <param name="InLuts">Whether the source code forces them into LUTRAM.</param>
public sealed record MemoryBlock(string Purpose, int Depth, int Width, int Count, bool InLuts = false)
{
    /// <summary>Vivado HLS puts memories of fewer bits into LUTRAM when it is free to choose (as seen in its reports for BNN-PYNQ).</summary>
    public const int SmallestBlockRamBits = 1024;

    /// <summary>Whether they end up in block RAM as long as there is enough of it.</summary>
    public bool IsBlockRam => !InLuts && (long)Depth * Width >= SmallestBlockRamBits;

    /// <summary>
    /// RAMB18 of one memory: the shallowest shape that is deep enough (512x36, 1Kx18, 2Kx9, 4Kx4, 8Kx2, 16Kx1), side by side up to the width;
    /// deeper ones are cascades of RAMB36 as 32Kx1, of two RAMB18 each (AMD UG473, 7 series memory resources, table 1-7 and "cascadable block RAM").
    /// </summary>
    public long Ramb18 => Depth switch
    {
        <= 512 => Columns(36),
        <= 1024 => Columns(18),
        <= 2048 => Columns(9),
        <= 4096 => Columns(4),
        <= 8192 => Columns(2),
        <= 16384 => Columns(1),
        _ => 2L * Width * ((Depth + 32767) / 32768),
    };

    /// <summary>
    /// LUTs of one memory in LUTRAM: four hold 32 words of 6 bits (RAM32M) or 64 words of 3 bits (RAM64M), with one write and one read port each
    /// (AMD UG474, 7 series CLB, table 2-3).
    /// </summary>
    public long Luts => Depth <= 32 ? 4L * ((Width + 5) / 6) : 4L * ((Depth + 63) / 64) * ((Width + 2) / 3);

    /// <summary>What all of them take where they go by themselves.</summary>
    public ResourceVector Resources => IsBlockRam
        ? new ResourceVector(0, 0, 0, Count * Ramb18 / 2.0, 0)
        : new ResourceVector(Count * Luts, Count * Luts, 0, 0, 0);

    private int Columns(int width) => (Width + width - 1) / width;
}
