namespace Fard.Hardware.Rtl.Simulation;

/// <summary>Time as a simulated kernel's clock has it: limits on a kernel count its cycles, however long the simulation takes.</summary>
internal sealed class SimulatedClock(SimulatedKernel kernel, long clockHertz) : TimeProvider
{
    public override long TimestampFrequency => clockHertz;

    public override long GetTimestamp() => kernel.Cycles;
}
