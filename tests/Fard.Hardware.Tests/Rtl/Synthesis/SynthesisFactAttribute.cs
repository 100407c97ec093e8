using Fard.Hardware.Tests.Rtl.Simulation;

namespace Fard.Hardware.Tests.Rtl.Synthesis;

/// <summary>A fact that synthesises RTL; skipped where Yosys is missing.</summary>
public sealed class SynthesisFactAttribute : FactAttribute
{
    private static readonly bool HasYosys = SimulatorFactAttribute.Answers("yosys", "-V");

    public SynthesisFactAttribute()
    {
        if (!HasYosys)
            Skip = "There is no yosys on the path (Debian: apt install yosys).";
    }
}
