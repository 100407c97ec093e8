using Fard.Hardware.Accelerators.Driven;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Boards;
using Fard.Hardware.Zynq.Kernels;

namespace Fard.Hardware.CSimulation;

/// <summary>
/// A board simulated by its HLS kernel: the C++ that synthesis takes, compiled with g++ (once for each content, kept in a cache) and driven through its
/// registers. It computes what the kernel would; it says nothing about the time that the board would take.
/// </summary>
public sealed class CSimulatedAccelerator : SimulatedAccelerator
{
    private readonly KernelBuilder _builder;
    private readonly ProcessBuffer.Allocator _buffers = new();

    /// <param name="board">The board that it stands for; packages for other boards are refused.</param>
    /// <param name="options">How kernels are compiled, or null for the defaults.</param>
    public CSimulatedAccelerator(BoardDescription board, CSimulationOptions? options = null)
        : base(board) => _builder = new KernelBuilder(options ?? new CSimulationOptions());

    public override string Kind => DeviceKinds.CSimulation;

    protected override string Title => $"C-simulated {Board.Name}";

    private protected override Task<string> BuildAsync(BitstreamPackage package, CancellationToken cancellationToken) =>
        package.Function is { } function
            ? _builder.BuildAsync(function, KernelTarget.Library, cancellationToken)
            : _builder.BuildAsync(package.Network, package.Layers, KernelTarget.Library, cancellationToken);

    private protected override (IDisposable Kernel, KernelDriver Driver) Open(BitstreamPackage package, string path)
    {
        var library = new KernelLibrary(path);
        if (package.Function is { } function)
            return (library, new HlsKernelDriver(function, library, HlsRegisterMap.Default, _buffers));
        return (library, new HlsKernelDriver(package.Network, package.Layers, library, HlsRegisterMap.Default, _buffers));
    }
}
