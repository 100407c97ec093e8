using System.Runtime.Intrinsics;

namespace Fard.Networks.Simd;

/// <summary>Bits of the vectors that an executor computes with. Every width is exact on every machine; what the hardware lacks is emulated.</summary>
public enum VectorWidth
{
    Bits128 = 128,
    Bits256 = 256,
    Bits512 = 512,
}

internal static class VectorWidths
{
    /// <summary>The widest vectors that this machine has in hardware.</summary>
    public static VectorWidth Widest =>
        Vector512.IsHardwareAccelerated ? VectorWidth.Bits512
        : Vector256.IsHardwareAccelerated ? VectorWidth.Bits256
        : VectorWidth.Bits128;
}
