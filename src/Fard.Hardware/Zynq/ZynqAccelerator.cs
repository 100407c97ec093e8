using Fard.Hardware.Accelerators;
using Fard.Hardware.Accelerators.Driven;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Bitstreams.Manifests;
using Fard.Hardware.Boards;
using Fard.Hardware.Hls;
using Fard.Hardware.Zynq.Buffers;
using Fard.Hardware.Zynq.Configuration;
using Fard.Hardware.Zynq.Kernels;
using Fard.Hardware.Zynq.Linux;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Zynq;

/// <summary>
/// The FPGA of the board that this process runs on: checks that a package's files are for it, configures it, sets its clock, finds the kernel's registers in the
/// hardware hand-off, and drives the kernel.
/// </summary>
public sealed class ZynqAccelerator : DrivenAccelerator
{
    private readonly ZynqOptions _options;
    private readonly FpgaManager _manager;
    private IDeviceBufferAllocator? _buffers;
    private IDisposable? _registers;
    private UserIoInterrupt? _interrupt;

    /// <param name="board">The board.</param>
    /// <param name="options">How it is reached, or null for the defaults.</param>
    public ZynqAccelerator(BoardDescription board, ZynqOptions? options = null)
        : base(board)
    {
        _options = options ?? new ZynqOptions();
        _manager = new FpgaManager(_options.Files);
    }

    public override string Kind => DeviceKinds.Zynq;

    protected override string Title => Board.Name;

    protected override Task<KernelDriver> OpenAsync(BitstreamPackage package, CancellationToken cancellationToken) =>
        Task.Run(() => Open(package, cancellationToken), cancellationToken);

    protected override void Close()
    {
        _interrupt?.Dispose();
        _registers?.Dispose();
        (_buffers as IDisposable)?.Dispose();
        (_interrupt, _registers, _buffers) = (null, null, null);
    }

    private KernelDriver Open(BitstreamPackage package, CancellationToken cancellationToken)
    {
        KernelDriver? driver = null;
        try
        {
            var bit = BitFile.Load(package.BitFile ?? throw Failed($"package {package.Name} has no .bit file."));
            var handoff = HardwareHandoff.Load(package.HwhFile ?? throw Failed($"package {package.Name} has no .hwh file."));
            BoardFit.Check(bit, Board);
            BoardFit.Check(handoff, Board);
            var kernel = KernelOf(package, handoff);
            var parameters = KernelParameters.Read(package);

            _manager.Load(bit);
            SetClock(package.ClockHertz);
            driver = Drive(package, kernel);
            parameters.LoadInto(driver, cancellationToken);
            return driver;
        }
        catch (Exception failure)
        {
            driver?.Dispose();
            Close();
            if (failure is ConfigurationFormatException or ParameterFormatException or BitstreamPackageException) throw Failed($"package {package.Name} cannot be loaded: {failure.Message}", failure);
            throw;
        }
    }

    private HandoffKernel KernelOf(BitstreamPackage package, HardwareHandoff handoff) => package.KernelInterface switch
    {
        KernelInterface.FardHls when package.Function is { } function => handoff.Kernel(function.Kernel.Top),
        _ when package.Function is not null => throw Failed($"package {package.Name} computes a function, whose kernel has Fard's own interface. Pack it with fard-hls."),
        KernelInterface.BnnPynq when package.Layers == package.Network.WholeRange => handoff.Kernel(BnnPynqRegisterMap.KernelType),
        KernelInterface.BnnPynq => throw Failed($"package {package.Name} is for layers {package.Layers}, but a BNN-PYNQ overlay computes the whole network."),
        KernelInterface.FardHls => handoff.Kernel(HlsConfigurationWriter.TopFunction(package.Network, package.Layers)),
        KernelInterface.Finn => throw Failed(
            $"package {package.Name} has a FINN accelerator, which gives labels where a position of a pipeline needs {package.Network.Name}'s streams. FinnKernelDriver runs it outside a pipeline."),
        _ => throw Failed($"package {package.Name} has no kernel interface. Pack it with one."),
    };

    private KernelDriver Drive(BitstreamPackage package, HandoffKernel kernel)
    {
        var registers = _options.OpenRegisters(_options.Files, kernel.BaseAddress, kernel.AddressRange);
        _registers = registers as IDisposable;
        if (_options.UseInterrupts && registers is MappedRegisters { UserIo: { } device })
            _interrupt = new UserIoInterrupt(_options.Files, device);
        _buffers = _options.OpenBuffers(_options.Files, _options.BufferDevice);
        var settings = new KernelDriverOptions
        {
            ImagesPerStart = _options.ImagesPerStart,
            StartLimit = _options.StartLimit,
            Interrupt = _interrupt,
            Time = _options.Time,
        };
        if (package.Function is { } function)
            return new HlsKernelDriver(function, registers, HlsRegisterMap.Of(kernel), _buffers, settings);
        return package.KernelInterface == KernelInterface.BnnPynq
            ? new BnnPynqKernelDriver(package.Network, registers, BnnPynqRegisterMap.Of(kernel), _buffers, settings)
            : new HlsKernelDriver(package.Network, package.Layers, registers, HlsRegisterMap.Of(kernel), _buffers, settings);
    }

    private void SetClock(long hertz)
    {
        if (_options.CrystalHertz is not { } crystal)
            return;
        var registers = _options.OpenRegisters(_options.Files, FabricClock.BaseAddress, FabricClock.ByteCount);
        using (registers as IDisposable)
            new FabricClock(registers, crystal).Set(hertz);
    }
}
