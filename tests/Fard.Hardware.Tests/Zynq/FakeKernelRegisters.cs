using Fard.Hardware.Zynq.Registers;

namespace Fard.Hardware.Tests.Zynq;

/// <summary>
/// The registers of an ap_ctrl_hs kernel as a state machine: a start is busy for some reads, done and ready are cleared by the read that shows them, a written 1
/// toggles a bit of the interrupt status. What a careful driver never does fails: a start while it is busy, an argument that changes while it is busy, an offset
/// that no register has.
/// </summary>
internal sealed class FakeKernelRegisters(IEnumerable<uint> arguments, Action<FakeKernelRegisters> compute) : IRegisters
{
    private const uint Control = 0, InterruptEnable = 8, InterruptStatus = 12;
    private const uint Start = 1, Done = 2, Idle = 4, Ready = 8;

    private readonly Dictionary<uint, uint> _values = arguments.Append(4u).Append(InterruptEnable).Append(InterruptStatus).ToDictionary(offset => offset, _ => 0xDEADu);
    private int _busyReads = -1;
    private uint _doneAndReady;

    /// <summary>Reads of the control register that a start stays busy for; a negative number is for ever.</summary>
    public int ReadsUntilDone { get; set; }

    public int Starts { get; private set; }

    public uint this[uint offset] => _values[offset];

    public ulong Get64(uint low, uint high) => (ulong)this[high] << 32 | this[low];

    public uint Read32(uint offset)
    {
        if (offset != Control)
            return _values.TryGetValue(offset, out var value) ? value : throw new InvalidOperationException($"There is no register 0x{offset:x} to read.");
        if (IsBusy)
        {
            if (ReadsUntilDone < 0 || _busyReads-- > 0)
                return Start;
            compute(this);
            _doneAndReady = Done | Ready;
        }

        var state = Idle | _doneAndReady;
        _doneAndReady = 0;
        return state;
    }

    public void Write32(uint offset, uint value)
    {
        if (IsBusy)
            throw new InvalidOperationException($"Register 0x{offset:x} is written while the kernel is busy.");
        if (offset == Control)
        {
            if (value != Start)
                throw new InvalidOperationException($"0x{value:x} is written to the control register.");
            Starts++;
            _busyReads = Math.Max(0, ReadsUntilDone);
        }
        else if (offset == InterruptStatus)
        {
            _values[offset] ^= value;
        }
        else if (!_values.ContainsKey(offset))
        {
            throw new InvalidOperationException($"There is no register 0x{offset:x} to write.");
        }
        else
        {
            _values[offset] = value;
        }
    }

    private bool IsBusy => _busyReads >= 0;
}
