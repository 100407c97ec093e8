using Fard.Hardware.Tests.CSimulation;
using Fard.Networks.Description;
using Fard.Networks.Tests.Generators;

namespace Fard.Hardware.Tests.Hls;

/// <summary>The HLS kernels of CnvW2A2 against Fard.Networks, word for word, on streams of their declared depths.</summary>
public sealed class HlsKernelSpec : IClassFixture<KernelFolder>
{
    private static readonly NetworkDescription Network = NetworkCatalog.CnvW2A2;

    private readonly KernelFolder _folder;

    public HlsKernelSpec(KernelFolder folder) => _folder = folder;

    public static TheoryData<int, int> Ranges
    {
        get
        {
            var last = Network.Layers.Length - 1;
            var layers = Enumerable.Range(0, last + 1).Select(layer => (layer, layer));
            var fronts = Enumerable.Range(0, last).Select(split => (0, split));
            var backs = Enumerable.Range(0, last).Select(split => (split + 1, last));
            return new TheoryData<int, int>(layers.Concat(fronts).Concat(backs).Append((0, last)).Distinct());
        }
    }

    [CompilerTheory]
    [MemberData(nameof(Ranges))]
    public async Task Computes_every_layer_every_stage_of_a_split_and_the_whole_network(int first, int last)
    {
        var random = new Random(first * 10 + last);
        var parameters = RandomParameters.Create(random, Network);
        var range = new LayerRange(first, last);
        await KernelTestBench.ShouldEqualReference(_folder, parameters, range, RandomStreams.Create(random, Network.StreamBefore(first), 2), 2);
    }
}
