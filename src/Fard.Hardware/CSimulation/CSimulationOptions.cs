using Fard.Hardware.Hls;

namespace Fard.Hardware.CSimulation;

/// <summary>How HLS kernels are compiled for C simulation.</summary>
public sealed record CSimulationOptions
{
    /// <summary>The C++ compiler: a command on the path, or a file.</summary>
    public string Compiler { get; init; } = "g++";

    /// <summary>Where compiled kernels are kept; each is compiled once for its content.</summary>
    public string CacheFolder { get; init; } = DefaultCacheFolder;

    /// <summary>The kernel's options.</summary>
    public HlsKernelOptions Kernel { get; init; } = HlsKernelOptions.Default;

    private static string DefaultCacheFolder =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } data ? data : Path.GetTempPath(), "fard", "kernels");
}
