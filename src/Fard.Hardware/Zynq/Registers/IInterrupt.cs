namespace Fard.Hardware.Zynq.Registers;

/// <summary>A kernel's interrupt line.</summary>
public interface IInterrupt
{
    /// <summary>Asks for the next interrupt; before the kernel is started.</summary>
    void Arm();

    /// <summary>Waits for the interrupt that was asked for; false if it did not come in time.</summary>
    bool Wait(TimeSpan limit);
}
