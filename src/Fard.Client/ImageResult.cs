using System.Runtime.InteropServices;

namespace Fard.Client;

/// <summary>What the pipeline computed for one image.</summary>
/// <param name="Image">Its number within the job, counted from 0.</param>
/// <param name="Bytes">The packed result: for the CNV networks 64 little-endian 16-bit scores, for the LFC networks a 64-bit class word.</param>
public readonly record struct ImageResult(int Image, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The result as 16-bit scores.</summary>
    public ReadOnlySpan<short> Scores => MemoryMarshal.Cast<byte, short>(Bytes.Span);
}
