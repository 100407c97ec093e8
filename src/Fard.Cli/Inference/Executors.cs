using Fard.Networks;
using Fard.Networks.BitPlanes;
using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Reference;
using Fard.Networks.Simd;

namespace Fard.Cli.Inference;

/// <summary>Executors by kind.</summary>
internal static class Executors
{
    public static INetworkExecutor Create(ExecutorKind kind, NetworkParameters parameters, LayerRange range) => kind switch
    {
        ExecutorKind.Reference => new ReferenceExecutor(parameters, range),
        ExecutorKind.BitPlane => new BitPlaneExecutor(parameters, range),
        _ => new SimdExecutor(parameters, range),
    };
}
