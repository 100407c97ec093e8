using Fard.Hardware.Accelerators;

namespace Fard.Hardware.Zynq.Registers;

/// <summary>
/// Starts a kernel and waits for its end through the control register of Vitis HLS's <c>ap_ctrl_hs</c> protocol (AMD UG1399, "S_AXILITE control register map"):
/// bit 0 start, bit 1 done (cleared by reading it), bit 2 idle, bit 3 ready, bit 7 auto-restart. The three words behind it are the global interrupt enable, the
/// interrupt enable (bit 0: done) and the interrupt status (a written 1 toggles its bit).
/// </summary>
public sealed class HandshakeControl
{
    private const uint Start = 1 << 0, Done = 1 << 1, Idle = 1 << 2;
    private const uint GlobalEnable = 0x4, Enable = 0x8, Status = 0xC;

    // A parameter word is written in less than a microsecond; an interrupt would take ten times as long.
    private const int ReadsBeforeWaiting = 64;

    private readonly IRegisters _registers;
    private readonly uint _offset;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private readonly IInterrupt? _interrupt;

    /// <param name="registers">The kernel's registers.</param>
    /// <param name="offset">Offset of the control register.</param>
    /// <param name="limit">How long a start may take; a kernel that takes longer is given up.</param>
    /// <param name="time">The clock of <paramref name="limit"/>.</param>
    /// <param name="interrupt">The kernel's interrupt, or null: its end is polled for.</param>
    public HandshakeControl(IRegisters registers, uint offset, TimeSpan limit, TimeProvider time, IInterrupt? interrupt = null)
    {
        ArgumentNullException.ThrowIfNull(registers);
        ArgumentNullException.ThrowIfNull(time);
        (_registers, _offset, _limit, _time, _interrupt) = (registers, offset, limit, time, interrupt);
        if (interrupt is null)
            return;
        registers.Write32(offset + GlobalEnable, 1);
        registers.Write32(offset + Enable, 1);
    }

    /// <summary>Looks whether the kernel can be started; before its arguments are written.</summary>
    /// <exception cref="AcceleratorException">It is busy: an earlier start never ended.</exception>
    public void CheckIdle()
    {
        var state = _registers.Read32(_offset);
        if ((state & Idle) == 0)
            throw new AcceleratorException($"The kernel is not idle before its start (control register 0x{state:x}). Load its bitstream again.");
    }

    /// <summary>Starts the kernel and does not wait.</summary>
    public void Begin()
    {
        _interrupt?.Arm();
        _registers.Write32(_offset, Start);
    }

    /// <summary>Starts the kernel and returns when it is done. Nothing can stop it in between.</summary>
    /// <exception cref="AcceleratorException">It is not done within the limit.</exception>
    public void Run()
    {
        Begin();
        WaitForEnd();
    }

    /// <summary>Returns when the kernel that was started is done.</summary>
    /// <exception cref="AcceleratorException">It is not done within the limit.</exception>
    public void WaitForEnd()
    {
        var started = _time.GetTimestamp();
        var spin = new SpinWait();
        uint state;
        // Done is cleared by the read that sees it, so every read has to look at it.
        for (var reads = 1; ((state = _registers.Read32(_offset)) & Done) == 0; reads++)
        {
            var left = _limit - _time.GetElapsedTime(started);
            if (left < TimeSpan.Zero)
            {
                throw new AcceleratorException(
                    $"The kernel was not done {_limit.TotalSeconds} s after its start (control register 0x{state:x}). Load its bitstream again; if that does not help, restart the board.");
            }

            if (_interrupt is null || reads < ReadsBeforeWaiting)
                spin.SpinOnce();
            else
                _interrupt.Wait(left);
        }

        if (_interrupt is not null && _registers.Read32(_offset + Status) is var status and not 0)
            _registers.Write32(_offset + Status, status);
    }
}
