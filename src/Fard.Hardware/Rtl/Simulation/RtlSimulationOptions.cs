using Fard.Hardware.Rtl.Generation;

namespace Fard.Hardware.Rtl.Simulation;

/// <summary>How generated kernels are built and simulated.</summary>
public sealed record RtlSimulationOptions
{
    /// <summary>The simulator: a command on the path, or a file.</summary>
    public string Verilator { get; init; } = "verilator";

    /// <summary>The C++ compiler: a command on the path, or a file.</summary>
    public string Compiler { get; init; } = "g++";

    /// <summary>The compiler's optimisation, 0 to 3: 1 builds fast, 3 simulates fast.</summary>
    public int Optimisation { get; init; } = 3;

    /// <summary>Where built simulations are kept; each is built once for its content.</summary>
    public string CacheFolder { get; init; } = DefaultCacheFolder;

    /// <summary>The kernel's options.</summary>
    public RtlOptions Kernel { get; init; } = RtlOptions.Default;

    /// <summary>Cycles from a read burst's address to its first word.</summary>
    public int ReadLatencyCycles { get; init; } = 32;

    /// <summary>In how many of 1000 cycles each channel of the memory stalls, at random.</summary>
    public int StallPerMille { get; init; }

    /// <summary>The seed of these stalls.</summary>
    public int Seed { get; init; } = 1;

    private static string DefaultCacheFolder =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } data ? data : Path.GetTempPath(), "fard", "rtl");
}
