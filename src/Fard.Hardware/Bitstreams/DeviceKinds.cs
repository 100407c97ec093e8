using System.Collections.Immutable;

namespace Fard.Hardware.Bitstreams;

/// <summary>The kinds of device that a package can name.</summary>
public static class DeviceKinds
{
    /// <summary>An emulated board: computed in software, paced to the modelled time where asked to.</summary>
    public const string Emulated = "emulated";

    /// <summary>C simulation of the HLS kernels, compiled with g++.</summary>
    public const string CSimulation = "hls-csim";

    /// <summary>Simulation of generated RTL.</summary>
    public const string RtlSimulation = "rtl";

    /// <summary>A real Zynq board; needs a .bit file and its .hwh.</summary>
    public const string Zynq = "zynq";

    /// <summary>The kinds that need nothing but a package's parameters.</summary>
    public static ImmutableArray<string> WithoutBitstream { get; } = [Emulated, CSimulation, RtlSimulation];

    /// <summary>The kinds that need nothing but the parameters of a function: there is HLS for it, and no Verilog.</summary>
    public static ImmutableArray<string> OfFunctions { get; } = [Emulated, CSimulation];

    public static ImmutableArray<string> All { get; } = [Emulated, CSimulation, RtlSimulation, Zynq];
}
