using Fard.Hardware.Accelerators.Driven;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Boards;
using Fard.Hardware.Zynq.Kernels;
using Fard.Networks.Parameters;

namespace Fard.Hardware.CSimulation;

/// <summary>
/// A board simulated by its HLS kernel: the C++ that synthesis takes, compiled with g++ (once for each content, kept in a cache) and driven through its
/// registers. It computes what the kernel would; it says nothing about the time that the board would take.
/// </summary>
public sealed class CSimulatedAccelerator : DrivenAccelerator
{
    private readonly KernelBuilder _builder;
    private readonly ProcessBuffer.Allocator _buffers = new();
    private KernelLibrary? _library;

    /// <param name="board">The board that it stands for; packages for other boards are refused.</param>
    /// <param name="options">How kernels are compiled, or null for the defaults.</param>
    public CSimulatedAccelerator(BoardDescription board, CSimulationOptions? options = null)
        : base(board) => _builder = new KernelBuilder(options ?? new CSimulationOptions());

    public override string Kind => DeviceKinds.CSimulation;

    protected override string Title => $"C-simulated {Board.Name}";

    protected override async Task<KernelDriver> OpenAsync(BitstreamPackage package, CancellationToken cancellationToken)
    {
        var path = await _builder.BuildAsync(package.Network, package.Layers, KernelTarget.Library, cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => Open(package, path, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    protected override void Close()
    {
        _library?.Dispose();
        _library = null;
    }

    private HlsKernelDriver Open(BitstreamPackage package, string libraryPath, CancellationToken cancellationToken)
    {
        HlsKernelDriver? driver = null;
        try
        {
            var parameters = ParameterFolder.Load(package.Network, package.ParameterFolder);
            _library = new KernelLibrary(libraryPath);
            driver = new HlsKernelDriver(package.Network, package.Layers, _library, HlsRegisterMap.Default, _buffers);
            driver.LoadParameters(parameters, cancellationToken);
            return driver;
        }
        catch (Exception failure)
        {
            driver?.Dispose();
            Close();
            if (failure is ParameterFormatException) throw Failed($"package {package.Name} cannot be loaded: {failure.Message}", failure);
            throw;
        }
    }
}
