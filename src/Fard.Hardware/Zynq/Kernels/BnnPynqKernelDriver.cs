using Fard.Hardware.Accelerators;
using Fard.Hardware.Hls;
using Fard.Hardware.Zynq.Buffers;
using Fard.Hardware.Zynq.Registers;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Zynq.Kernels;

/// <summary>
/// Drives the kernel of a BNN-PYNQ overlay, which computes a whole network: one start for every parameter word (360,512 for cnvW2A2), one start for many images.
/// </summary>
public sealed class BnnPynqKernelDriver : KernelDriver
{
    private readonly IRegisters _registers;
    private readonly BnnPynqRegisterMap _map;
    private readonly HandshakeControl _control;
    private readonly NetworkDescription _network;

    /// <param name="network">The network, with the overlay's folding.</param>
    /// <param name="registers">The kernel's registers.</param>
    /// <param name="map">Their offsets.</param>
    /// <param name="buffers">Where buffers come from.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <exception cref="AcceleratorException">There is not enough memory.</exception>
    public BnnPynqKernelDriver(
        NetworkDescription network, IRegisters registers, BnnPynqRegisterMap map, IDeviceBufferAllocator buffers, KernelDriverOptions? options = null)
        : base(Checked(network).Input.BytesPerImage, network.StreamBefore(network.Layers.Length).BytesPerImage, buffers, options ??= new KernelDriverOptions())
    {
        ArgumentNullException.ThrowIfNull(registers);
        ArgumentNullException.ThrowIfNull(map);
        _network = network;
        _registers = registers;
        _map = map;
        _control = new HandshakeControl(registers, map.Control, options.StartLimit, options.Time, options.Interrupt);
    }

    /// <summary>Writes every parameter word; to be repeated after every full configuration of the FPGA.</summary>
    public override void LoadParameters(NetworkParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _control.CheckIdle();
        _registers.Write32(_map.DoInit, 1);
        for (var layer = 0; layer < _network.Layers.Length; layer++)
            LoadLayer(layer, _network.Layers[layer], parameters.Layers[layer], cancellationToken);
    }

    protected override void Start(ulong source, ulong destination, int images)
    {
        _control.CheckIdle();
        _registers.Write32(_map.DoInit, 0);
        Write64(_map.InputLow, _map.InputHigh, source);
        Write64(_map.OutputLow, _map.OutputHigh, destination);
        _registers.Write32(_map.Images, (uint)images);
        _control.Run();
    }

    private static NetworkDescription Checked(NetworkDescription network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network;
    }

    private void LoadLayer(int index, LayerDescription layer, LayerParameters parameters, CancellationToken cancellationToken)
    {
        for (var pe = 0; pe < layer.Pe; pe++)
        {
            _registers.Write32(_map.TargetMemory, (uint)pe);
            _registers.Write32(_map.TargetLayer, 2 * (uint)index);
            _registers.Write32(_map.TargetThreshold, 0);
            for (var word = 0; word < layer.NeuronFold * layer.SynapseFold; word++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                LoadWord(word, FoldedParameters.WeightWord(layer, parameters, pe, word));
            }

            _registers.Write32(_map.TargetLayer, 2 * (uint)index + 1);
            for (var fold = 0; fold < layer.NeuronFold; fold++)
            {
                var thresholds = FoldedParameters.Thresholds(layer, parameters, pe, fold);
                for (var i = 0; i < thresholds.Length; i++)
                {
                    _registers.Write32(_map.TargetThreshold, (uint)i);
                    LoadWord(fold, (ulong)thresholds[i]);
                }
            }
        }
    }

    private void LoadWord(int index, ulong value)
    {
        _registers.Write32(_map.TargetIndex, (uint)index);
        Write64(_map.ValueLow, _map.ValueHigh, value);
        _control.Run();
    }

    private void Write64(uint low, uint high, ulong value)
    {
        _registers.Write32(low, (uint)value);
        _registers.Write32(high, (uint)(value >> 32));
    }
}
