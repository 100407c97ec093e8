using Fard.Hardware.CSimulation;
using Fard.Hardware.Tests.CSimulation;
using Fard.Networks.Description;
using Fard.Networks.Reference;
using Fard.Networks.Tests.Generators;
using Fard.Networks.Tests.Reference;

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
            var data = new TheoryData<int, int>();
            foreach (var (first, final) in layers.Concat(fronts).Concat(backs).Append((0, last)).Distinct())
                data.Add(first, final);
            return data;
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

    [CompilerFact]
    public async Task Computes_the_same_with_the_arithmetic_of_the_quick_build()
    {
        var random = new Random(1);
        var parameters = RandomParameters.Create(random, Network);
        var input = RandomStreams.Create(random, Network.Input, 3);
        await KernelTestBench.ShouldEqualReference(_folder, parameters, Network.WholeRange, input, 3, target: KernelTarget.TestBench);
    }

    [CompilerFact]
    public async Task A_word_that_differs_is_found()
    {
        var random = new Random(2);
        var parameters = RandomParameters.Create(random, Network);
        var range = new LayerRange(8, 8);
        var output = new byte[Network.StreamBefore(9).BytesPerImage];
        var input = RandomStreams.Create(random, Network.StreamBefore(8), 1);
        new ReferenceExecutor(parameters, range).Execute(input, output, 1);
        output[17] ^= 4;

        var (exitCode, report) = await KernelTestBench.Run(_folder, parameters, range, input, output);
        exitCode.ShouldBe(1);
        report.ShouldContain("image 0, word 2: expected");
        report.ShouldContain("1 of 16 words differ");
    }

    [TrainedCompilerFact]
    public async Task Gives_the_golden_scores_of_the_trained_network()
    {
        var (exitCode, report) = await KernelTestBench.Run(
            _folder, CnvW2A2Golden.Parameters, Network.WholeRange, CnvW2A2Golden.StreamBefore(0), CnvW2A2Golden.StreamBefore(Network.Layers.Length));
        exitCode.ShouldBe(0, report);
        report.ShouldContain("16 images, 0 of 256 words differ");
    }
}
