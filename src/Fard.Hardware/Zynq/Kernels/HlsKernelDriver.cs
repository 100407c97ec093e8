using System.Runtime.InteropServices;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Functions;
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
    private readonly NetworkDescription? _network;
    private readonly LayerRange _layers;

    /// <summary>Drives the kernel of a function.</summary>
    /// <param name="function">What it computes.</param>
    /// <param name="registers">The kernel's registers.</param>
    /// <param name="map">Their offsets.</param>
    /// <param name="buffers">Where buffers come from.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <exception cref="AcceleratorException">There is not enough memory.</exception>
    public HlsKernelDriver(KernelFunction function, IRegisters registers, HlsRegisterMap map, IDeviceBufferAllocator buffers, KernelDriverOptions? options = null)
        : this(registers, map, buffers, options ??= new KernelDriverOptions(), function.InputBytes, function.OutputBytes)
    {
    }

    /// <summary>Drives the kernel of a network's layers.</summary>
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
        : this(registers, map, buffers, options ??= new KernelDriverOptions(), BytesBefore(network, layers, layers.First), BytesBefore(network, layers, layers.Last + 1))
    {
        _network = network;
        _layers = layers;
    }

    private HlsKernelDriver(
        IRegisters registers, HlsRegisterMap map, IDeviceBufferAllocator buffers, KernelDriverOptions options, int inputBytes, int outputBytes)
        : base(inputBytes, outputBytes, buffers, options)
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
        if (_network is null)
            throw new AcceleratorException("This kernel computes a function, which has no network's parameters.");
        var byteCount = checked(sizeof(ulong) * HlsParameterWords.Count(_network, _layers));
        using var buffer = _buffers.Allocate(byteCount);
        // Zynq is little-endian, as the words are.
        HlsParameterWords.Encode(parameters, _layers, MemoryMarshal.Cast<byte, ulong>(buffer.Bytes[..byteCount]));
        Load(buffer, byteCount, cancellationToken);
    }

    /// <summary>Loads parameters that are words already.</summary>
    /// <exception cref="AcceleratorException">The kernel does not answer.</exception>
    public void LoadWords(ReadOnlySpan<byte> words, CancellationToken cancellationToken)
    {
        using var buffer = _buffers.Allocate(words.Length);
        words.CopyTo(buffer.Bytes);
        Load(buffer, words.Length, cancellationToken);
    }

    private void Load(IDeviceBuffer buffer, int byteCount, CancellationToken cancellationToken)
    {
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

    private static int BytesBefore(NetworkDescription network, LayerRange layers, int layer)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.CheckRange(layers);
        return network.StreamBefore(layer).BytesPerImage;
    }

    private void WriteAddress(uint low, uint high, ulong address)
    {
        _registers.Write32(low, (uint)address);
        _registers.Write32(high, (uint)(address >> 32));
    }
}
