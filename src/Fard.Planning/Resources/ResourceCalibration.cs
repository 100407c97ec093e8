namespace Fard.Planning.Resources;

/// <summary>
/// The constants of the resource model that no source gives. All were fitted to cnvW2A2 alone: to Table I of the FARD paper (splits after layers 0 to 5;
/// of FF's two equal entries the second is left out as a misprint) and, for the fully connected layers, to its published overlay.
/// cnvW1A1, cnvW1A2 and both LFC overlays were not used and are what the model is tested on.
/// </summary>
public static class ResourceCalibration
{
    /// <summary>Logic LUTs of a kernel that no layer owns: AXI ports, interconnect, reset, memory loading. Split 0 of Table I.</summary>
    public const double InfrastructureLuts = 3551;

    /// <summary>LUTs used as memory and shift registers of the same. Split 0 of Table I, LUTRAM column.</summary>
    public const double InfrastructureLutRams = 511;

    /// <summary>Flip-flops of the same. Split 0 of Table I, FF column.</summary>
    public const double InfrastructureFlipFlops = 6636;

    /// <summary>LUTs of a convolution's counters, state machines and address logic: mean over splits 1 to 5.</summary>
    public const double ConvolutionLuts = 1753;

    /// <summary>Flip-flops of the same: least squares over splits 1 to 5.</summary>
    public const double ConvolutionFlipFlops = 3225;

    /// <summary>LUTs of a fully connected layer's counters, state machines and address logic: the overlay less split 5, over three layers.</summary>
    public const double FullyConnectedLuts = 935;

    /// <summary>Flip-flops of the same.</summary>
    public const double FullyConnectedFlipFlops = 364;

    /// <summary>LUTs per bit of a pixel for a pool and the two width converters around it (splits 2 and 4 of Table I); a quarter of it is the pool alone, an assumption.</summary>
    public const double PoolLutsPerBit = 8, PoolLutsPerBitAlone = 2;

    /// <summary>Flip-flops of the same.</summary>
    public const double PoolFlipFlopsPerBit = 11.9, PoolFlipFlopsPerBitAlone = 3;
}
