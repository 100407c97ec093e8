namespace Fard.Planning.Resources;

/// <summary>A resource of a board.</summary>
public enum ResourceKind
{
    Lut,
    LutRam,
    FlipFlop,

    /// <summary>Block RAMs of 36 Kbit.</summary>
    BlockRam,
    Dsp,

    /// <summary>Bytes of the board's DRAM.</summary>
    Memory,
}

/// <summary>How resources are called in tables.</summary>
public static class ResourceKinds
{
    public static string Label(this ResourceKind kind) => kind switch
    {
        ResourceKind.Lut => "LUT",
        ResourceKind.LutRam => "LUTRAM",
        ResourceKind.FlipFlop => "FF",
        ResourceKind.BlockRam => "BRAM36",
        ResourceKind.Dsp => "DSP",
        _ => "memory bytes",
    };
}
