using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Boards;
using Fard.Hardware.Tests.Bitstreams;

namespace Fard.Hardware.Tests.Accelerators;

/// <summary>A package on disk that the specs of one class share, and emulated boards that compute it with a <see cref="GatedExecutor"/>.</summary>
public sealed class LoadedPackage : IDisposable
{
    private readonly PackageRoot _root = new();

    /// <summary>Layers 6..8: 64 bytes in, 128 bytes out.</summary>
    internal BitstreamPackage Package => _root.Store.Load("small@6..8");

    internal BitstreamStore Store => _root.Store;

    internal async Task<(EmulatedAccelerator Device, GatedExecutor Executor)> Load(EmulatedPacing? pacing = null, int maxRunsInFlight = 16)
    {
        GatedExecutor? executor = null;
        var device = new EmulatedAccelerator(
            BoardCatalog.PynqZ1,
            (network, _, range) => executor = new GatedExecutor(network, range),
            pacing,
            new EmulatedAcceleratorOptions { MaxRunsInFlight = maxRunsInFlight });
        await device.LoadAsync(Package, CancellationToken.None);
        return (device, executor!);
    }

    public void Dispose() => _root.Dispose();
}
