using System.Runtime.InteropServices;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Hls;
using Fard.Hardware.Zynq.Buffers;
using Fard.Hardware.Zynq.Registers;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Zynq.Kernels;

/// <summary>Drives Fard's HLS kernel: one start loads all parameters, one start runs many images.</summary>
public sealed class HlsKernelDriver : KernelDriver
{
    private const uint RunMode = 0, LoadMode = 1;

    private readonly IRegisters _registers;
    private readonly HlsRegisterMap _map;
    private readonly HandshakeControl _control;
    private readonly IDeviceBufferAllocator _buffers;

    /// <param name="network">The network.</param>
    /// <param name="layers">The layers that the kernel was built for.</param>
    /// <param name="registers">The kernel's registers.</param>
    /// <param name="map">Their offsets.</param>
    /// <param name="buffers">Where buffers come from.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <exception cref="AcceleratorException">There is not enough memory.</exception>
    public HlsKernelDriver(
        NetworkDescription network,
        LayerRange layers,
        IRegisters registers,
        HlsRegisterMap map,
        IDeviceBufferAllocator buffers,
        KernelDriverOptions? options = null)
        : base(network, layers, buffers, options ??= new KernelDriverOptions())
    {
        ArgumentNullException.ThrowIfNull(registers);
        ArgumentNullException.ThrowIfNull(map);
        _registers = registers;
        _map = map;
        _buffers = buffers;
        _control = new HandshakeControl(registers, map.Control, options.StartLimit, options.Time, options.Interrupt);
    }

    public override void LoadParameters(NetworkParameters parameters, CancellationToken cancellationToken)
    {
        var byteCount = checked(sizeof(ulong) * HlsParameterWords.Count(Network, Layers));
        using var buffer = _buffers.Allocate(byteCount);
        // Zynq is little-endian, as the words are.
        HlsParameterWords.Encode(parameters, Layers, MemoryMarshal.Cast<byte, ulong>(buffer.Bytes[..byteCount]));
        buffer.SyncForDevice(byteCount);
        cancellationToken.ThrowIfCancellationRequested();
        _control.CheckIdle();
        WriteAddress(_map.SourceLow, _map.SourceHigh, buffer.DeviceAddress);
        _registers.Write32(_map.Mode, LoadMode);
        _control.Run();
    }

    protected override void Start(ulong source, ulong destination, int images)
    {
        _control.CheckIdle();
        WriteAddress(_map.SourceLow, _map.SourceHigh, source);
        WriteAddress(_map.DestinationLow, _map.DestinationHigh, destination);
        _registers.Write32(_map.Mode, RunMode);
        _registers.Write32(_map.Images, (uint)images);
        _control.Run();
    }

    private void WriteAddress(uint low, uint high, ulong address)
    {
        _registers.Write32(low, (uint)address);
        _registers.Write32(high, (uint)(address >> 32));
    }
}
