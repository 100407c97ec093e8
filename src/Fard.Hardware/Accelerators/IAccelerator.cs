using Fard.Hardware.Bitstreams;

namespace Fard.Hardware.Accelerators;

/// <summary>
/// One FPGA as the runtime sees it: load a bitstream package, run chunks of images through its kernel. Behind it stand the emulated board,
/// C simulation, RTL simulation and a real Zynq.
/// </summary>
public interface IAccelerator : IAsyncDisposable
{
    /// <summary>What kind of device computes, such as <c>emulated</c>; printed wherever results are.</summary>
    string Kind { get; }

    /// <summary>The package that is loaded, or null.</summary>
    BitstreamPackage? Loaded { get; }

    /// <summary>
    /// How many runs may be under way at once. A dataflow kernel accepts the next chunk while the images before are still inside it;
    /// 1 for a kernel that has to drain first. Runs complete in the order in which they were started.
    /// </summary>
    int MaxRunsInFlight { get; }

    /// <summary>Loads <paramref name="package"/>; a package that is loaded already is not loaded again.</summary>
    /// <exception cref="AcceleratorException">The package does not fit this board, or loading failed.</exception>
    ValueTask LoadAsync(BitstreamPackage package, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets what is loaded, so that the next load configures the device anew, whatever state it is in. No load and no run may be under way. Without
    /// effect where every load does that.
    /// </summary>
    /// <exception cref="AcceleratorException">A load or a run is under way.</exception>
    ValueTask ResetAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Runs <paramref name="imageCount"/> images: packed stream of the loaded layer range in, packed stream out.</summary>
    /// <exception cref="AcceleratorException">Nothing is loaded, a length is wrong, or the device failed.</exception>
    ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken);
}
