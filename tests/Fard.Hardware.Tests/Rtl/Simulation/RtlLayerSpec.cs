using Fard.Networks.Description;
using Fard.Networks.Tests.Generators;

namespace Fard.Hardware.Tests.Rtl.Simulation;

/// <summary>Generated kernels of CnvW2A2 against the reference executor, cycle by cycle, driven as a board is.</summary>
public sealed class RtlLayerSpec(SimulatorFolder folder) : IClassFixture<SimulatorFolder>
{
    [SimulatorTheory]
    [InlineData(8, 8, 3)]
    [InlineData(5, 5, 2)]
    [InlineData(0, 1, 1)]
    public async Task Computes_layers_of_the_published_folding(int first, int last, int images)
    {
        var random = new Random(first);
        var network = NetworkCatalog.CnvW2A2;
        using var simulated = await folder.Build(network, new LayerRange(first, last), folder.Options);
        SimulatorFolder.ShouldEqualReference(simulated, RandomParameters.Create(random, network), RandomStreams.Create(random, network.StreamBefore(first), images));
    }
}
