using Fard.Hardware.Accelerators.Driven;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Boards;
using Fard.Hardware.Rtl.Generation;
using Fard.Hardware.Zynq.Kernels;

namespace Fard.Hardware.Rtl.Simulation;

/// <summary>
/// A board simulated cycle by cycle: the generated RTL of the package's layers in Verilator, programmed through its AXI-Lite registers by the driver that
/// programs real boards. Some 10,000 times slower than a board.
/// </summary>
public sealed class RtlSimulatedAccelerator : SimulatedAccelerator
{
    private const int ImagesPerStart = 16;

    private readonly RtlSimulationOptions _options;

    /// <param name="board">The board that it stands for; packages for other boards are refused.</param>
    /// <param name="options">How kernels are built and simulated, or null for the defaults.</param>
    public RtlSimulatedAccelerator(BoardDescription board, RtlSimulationOptions? options = null)
        : base(board) => _options = options ?? new RtlSimulationOptions();

    public override string Kind => DeviceKinds.RtlSimulation;

    protected override string Title => $"RTL-simulated {Board.Name}";

    private protected override Task<string> BuildAsync(BitstreamPackage package, CancellationToken cancellationToken) =>
        new SimulationBuilder(_options).BuildAsync(KernelOf(package), cancellationToken);

    private protected override (IDisposable Kernel, KernelDriver Driver) Open(BitstreamPackage package, string path)
    {
        var simulated = new SimulatedKernel(path, KernelOf(package), _options);
        return (simulated, RtlSession.CreateDriver(simulated, new SimulatedClock(simulated, Board.ClockHertz), ImagesPerStart));
    }

    private RtlKernel KernelOf(BitstreamPackage package) => new(package.Network, package.Layers, _options.Kernel);
}
