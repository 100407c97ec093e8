namespace Fard.Hardware.Tests.CSimulation;

/// <summary>A theory that compiles HLS kernels; skipped where there is no g++.</summary>
public sealed class CompilerTheoryAttribute : TheoryAttribute
{
    public CompilerTheoryAttribute() => Skip = new CompilerFactAttribute().Skip;
}
