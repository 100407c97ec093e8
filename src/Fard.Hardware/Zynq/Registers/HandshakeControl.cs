using Fard.Hardware.Accelerators;

namespace Fard.Hardware.Zynq.Registers;

/// <summary>
/// Starts a kernel and waits for its end through the control register of Vitis HLS's <c>ap_ctrl_hs</c> protocol (AMD UG1399, "S_AXILITE control register map"):
/// bit 0 start, bit 1 done (cleared by reading it), bit 2 idle, bit 3 ready, bit 7 auto-restart.
/// </summary>
/// <param name="registers">The kernel's registers.</param>
/// <param name="offset">Offset of the control register.</param>
/// <param name="limit">How long a start may take; a kernel that takes longer is given up.</param>
/// <param name="time">The clock of <paramref name="limit"/>.</param>
public sealed class HandshakeControl(IRegisters registers, uint offset, TimeSpan limit, TimeProvider time)
{
    private const uint Start = 1 << 0, Done = 1 << 1, Idle = 1 << 2;

    /// <summary>Looks whether the kernel can be started; before its arguments are written.</summary>
    /// <exception cref="AcceleratorException">It is busy: an earlier start never ended.</exception>
    public void CheckIdle()
    {
        var state = registers.Read32(offset);
        if ((state & Idle) == 0)
            throw new AcceleratorException($"The kernel is not idle before its start (control register 0x{state:x}). Load its bitstream again.");
    }

    /// <summary>Starts the kernel and returns when it is done. Nothing can stop it in between.</summary>
    /// <exception cref="AcceleratorException">It is not done within the limit.</exception>
    public void Run()
    {
        registers.Write32(offset, Start);
        var started = time.GetTimestamp();
        var spin = new SpinWait();
        uint state;
        // Done is cleared by the read that sees it, so every read has to look at it.
        while (((state = registers.Read32(offset)) & Done) == 0)
        {
            if (time.GetElapsedTime(started) > limit)
            {
                throw new AcceleratorException(
                    $"The kernel was not done {limit.TotalSeconds} s after its start (control register 0x{state:x}). Load its bitstream again; if that does not help, restart the board.");
            }

            spin.SpinOnce();
        }
    }
}
