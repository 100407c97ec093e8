using Fard.Hardware.Accelerators;
using Fard.Hardware.Zynq.Registers;

namespace Fard.Hardware.Zynq.Kernels;

/// <summary>One mover of a FINN accelerator.</summary>
internal sealed class FinnMover(IRegisters registers, FinnRegisterMap map, KernelDriverOptions options)
{
    private readonly HandshakeControl _control = new(registers, map.Control, options.StartLimit, options.Time, options.Interrupt);

    public void CheckIdle() => _control.CheckIdle();

    /// <exception cref="AcceleratorException">The buffer is beyond the addresses that the mover has.</exception>
    public void Begin(ulong address, int images)
    {
        if (map.AddressHigh is null && address > uint.MaxValue)
            throw new AcceleratorException($"The buffer at 0x{address:x} is beyond the mover's 32-bit addresses.");
        registers.Write32(map.AddressLow, (uint)address);
        if (map.AddressHigh is { } high) registers.Write32(high, (uint)(address >> 32));
        registers.Write32(map.Batch, (uint)images);
        _control.Begin();
    }

    public void WaitForEnd() => _control.WaitForEnd();
}
