namespace Fard.Hardware.Tests.Rtl.Simulation;

/// <summary>A simulator theory of many builds; runs where the environment has FARD_LONG_TESTS=1.</summary>
public sealed class LongSimulatorTheoryAttribute : TheoryAttribute
{
    public LongSimulatorTheoryAttribute() => Skip =
        new SimulatorFactAttribute().Skip ?? (Environment.GetEnvironmentVariable("FARD_LONG_TESTS") == "1" ? null : "Set FARD_LONG_TESTS=1 to run it: it takes minutes.");
}
