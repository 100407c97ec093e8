namespace Fard.Hardware.Tests.Rtl.Simulation;

/// <summary>A theory that builds and simulates RTL; skipped where Verilator or g++ is missing.</summary>
public sealed class SimulatorTheoryAttribute : TheoryAttribute
{
    public SimulatorTheoryAttribute() => Skip = new SimulatorFactAttribute().Skip;
}
