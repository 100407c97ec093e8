using Fard.Hardware.CSimulation;

namespace Fard.Hardware.Tests.CSimulation;

/// <summary>A kernel cache and working folder of one test class.</summary>
public sealed class KernelFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fard-kernels-").FullName;

    public CSimulationOptions Options => new() { CacheFolder = System.IO.Path.Combine(Path, "cache") };

    /// <summary>A path for a new file or folder.</summary>
    public string NewPath() => System.IO.Path.Combine(Path, Guid.NewGuid().ToString("N"));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
