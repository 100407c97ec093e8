namespace Fard.Hardware.Hls;

/// <summary>What can be chosen about an HLS kernel beside layers and folding.</summary>
public sealed record HlsKernelOptions
{
    public static HlsKernelOptions Default { get; } = new();

    /// <summary>
    /// Words that each stream between two processes holds: at least 1. Deeper streams let a layer run ahead of the next while that is busy; shallow ones cost
    /// less memory. None can deadlock, because no process waits for two others.
    /// </summary>
    public int StreamDepth { get; init; } = 32;
}
