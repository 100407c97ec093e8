namespace Fard.Hardware.Zynq.Registers;

/// <summary>
/// The AXI-Lite registers of one kernel, 32 bits each, by byte offset. Reads and writes have side effects and happen in the order of the calls: on a board this
/// is mapped device memory, in simulation a state machine.
/// </summary>
public interface IRegisters
{
    uint Read32(uint offset);

    void Write32(uint offset, uint value);
}
