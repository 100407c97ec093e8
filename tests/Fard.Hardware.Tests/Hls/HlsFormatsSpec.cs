using Fard.Hardware.Hls;
using Fard.Hardware.Tests.CSimulation;
using Fard.Networks.Description;
using Fard.Networks.Tests.Generators;

namespace Fard.Hardware.Tests.Hls;

/// <summary>Every encoding, odd shapes and foldings, paddings and shallow streams, against Fard.Networks.</summary>
public sealed class HlsFormatsSpec(KernelFolder folder) : IClassFixture<KernelFolder>
{
    [CompilerTheory]
    [InlineData("cnvW1A2", 4, 8)]
    [InlineData("cnvW1A1", 0, 8)]
    [InlineData("lfcW1A1", 0, 3)]
    [InlineData("lfcW1A2", 0, 3)]
    public async Task Computes_the_other_networks(string name, int first, int last)
    {
        var random = new Random(1);
        var network = NetworkCatalog.Find(name);
        var input = RandomStreams.Create(random, network.StreamBefore(first), 2);
        await KernelTestBench.ShouldEqualNetworks(folder, RandomParameters.Create(random, network), new LayerRange(first, last), input);
    }

    [CompilerTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Computes_random_networks_on_streams_of_one_word(int seed)
    {
        var random = new Random(seed);
        var network = RandomNetworks.Create(random);
        var parameters = RandomParameters.Create(random, network);
        var input = RandomStreams.Create(random, network.Input, 3);
        await KernelTestBench.ShouldEqualNetworks(folder, parameters, network.WholeRange, input, new HlsKernelOptions { StreamDepth = 1 });
    }
}
