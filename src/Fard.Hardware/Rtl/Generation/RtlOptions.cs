using System.Collections.Immutable;

namespace Fard.Hardware.Rtl.Generation;

/// <summary>What can be chosen about generated RTL beside layers and folding.</summary>
public sealed record RtlOptions
{
    public static RtlOptions Default { get; } = new();

    /// <summary>
    /// Words of the FIFO in front of each layer, at least 2. A layer fills its first rows from it while it computes its last pixels of the image before:
    /// a FIFO that holds these rows keeps the interval at that of the slowest layer.
    /// </summary>
    public int PixelDepth { get; init; } = 256;

    /// <summary>
    /// Words of the FIFO between a sliding window unit and its matrix-vector unit, at least 2. Where the window's words are narrower than SIMD, it holds a whole
    /// window at least.
    /// </summary>
    public int WindowDepth { get; init; } = 2;

    /// <summary>Depths of single FIFOs by name, such as <c>layer3_pixels</c>; they count before the two above.</summary>
    public ImmutableDictionary<string, int> Depths { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>
    /// The start of the names of files that hold the parameters from power-up on (<see cref="RtlParameterFiles"/>), or empty: they are loaded at run time.
    /// </summary>
    public string ParameterFiles { get; init; } = "";
}
