using Fard.Networks.Tests.SharedData;

namespace Fard.Hardware.Tests.CSimulation;

/// <summary>A fact that compiles HLS kernels and runs them with trained parameters; skipped where g++ or <c>shared/data</c> is missing.</summary>
public sealed class TrainedCompilerFactAttribute : FactAttribute
{
    public TrainedCompilerFactAttribute() => Skip = new CompilerFactAttribute().Skip ?? new SharedDataFactAttribute().Skip;
}
