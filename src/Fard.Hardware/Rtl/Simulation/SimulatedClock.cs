namespace Fard.Hardware.Rtl.Simulation;

/// <summary>Time as a simulated kernel's clock has it: limits on a kernel count its cycles, however long the simulation takes.</summary>
internal sealed class SimulatedClock(SimulatedKernel kernel, long clockHertz) : TimeProvider
{
    public override long TimestampFrequency => clockHertz;

    /// <summary>A clock of 100 MHz, where nothing depends on it but a limit.</summary>
    public static SimulatedClock Nominal(SimulatedKernel kernel) => new(kernel, 100_000_000);

    public override long GetTimestamp() => kernel.Cycles;
}
