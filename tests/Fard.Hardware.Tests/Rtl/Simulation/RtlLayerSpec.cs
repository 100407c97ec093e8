using Fard.Hardware.Rtl.Simulation;
using Fard.Networks.Description;
using Fard.Networks.Tests.Generators;

namespace Fard.Hardware.Tests.Rtl.Simulation;

/// <summary>Generated kernels of CnvW2A2 with the published folding against Fard.Networks, cycle by cycle, driven as a board is.</summary>
public sealed class RtlLayerSpec(SimulatorFolder folder) : IClassFixture<SimulatorFolder>
{
    private static readonly NetworkDescription Network = NetworkCatalog.CnvW2A2;

    public static TheoryData<int, int> Ranges
    {
        get
        {
            var data = new TheoryData<int, int>();
            for (var layer = 0; layer < Network.Layers.Length; layer++)
                data.Add(layer, layer);
            foreach (var split in new[] { 3, 5 })
            {
                data.Add(0, split);
                data.Add(split + 1, Network.WholeRange.Last);
            }

            data.Add(0, Network.WholeRange.Last);
            return data;
        }
    }

    [SimulatorTheory]
    [InlineData(3, 4)]
    [InlineData(6, 8)]
    public async Task Computes_layers_of_every_kind(int first, int last)
    {
        var random = new Random(first);
        using var simulated = await folder.Build(Network, new LayerRange(first, last), folder.Options);
        SimulatorFolder.ShouldEqualReference(simulated, RandomParameters.Create(random, Network), RandomStreams.Create(random, Network.StreamBefore(first), 1));
    }

    [LongSimulatorTheory]
    [MemberData(nameof(Ranges))]
    public async Task Computes_every_layer_and_split_at_the_interval_of_the_slowest_layer(int first, int last)
    {
        var random = new Random(first);
        var range = new LayerRange(first, last);
        var input = RandomStreams.Create(random, Network.StreamBefore(first), 6);
        var report = await RtlMeasurement.MeasureAsync(
            RandomParameters.Create(random, Network), range, input, folder.Options with { Optimisation = 3 }, CancellationToken.None);
        report.Counters.Interval!.Value.ShouldBeInRange(report.IdealInterval, 1.01 * report.IdealInterval);
    }
}
