using Fard.Hardware.CSimulation;
using Fard.Hardware.Hls;
using Fard.Hardware.Tests.CSimulation;
using Fard.Networks.Description;
using Fard.Networks.Tests.Generators;
using Fard.Networks.Tests.Reference;
using Fard.Networks.Tests.SharedData;

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
        await KernelTestBench.ShouldEqualNetworks(_folder, parameters, range, RandomStreams.Create(random, Network.StreamBefore(first), 2));
    }

    [CompilerFact]
    public async Task Computes_the_same_with_the_arithmetic_of_the_quick_build()
    {
        var random = new Random(1);
        var parameters = RandomParameters.Create(random, Network);
        var input = RandomStreams.Create(random, Network.Input, 3);
        await KernelTestBench.ShouldEqualNetworks(_folder, parameters, Network.WholeRange, input, target: KernelTarget.TestBench);
    }

    [CompilerFact]
    public async Task A_word_that_differs_is_found()
    {
        var random = new Random(2);
        var parameters = RandomParameters.Create(random, Network);
        var range = new LayerRange(8, 8);
        var files = _folder.NewPath();
        HlsKernelFolder.Write(files, parameters, range, RandomStreams.Create(random, Network.StreamBefore(8), 1));
        var expected = Path.Combine(files, HlsKernelFolder.ExpectedFile);
        var output = await File.ReadAllBytesAsync(expected);
        output[17] ^= 4;
        await File.WriteAllBytesAsync(expected, output);

        var (exitCode, report) = await KernelTestBench.Run(_folder, Network, range, files);
        exitCode.ShouldBe(1);
        report.ShouldContain("image 0, word 2: expected");
        report.ShouldContain("1 of 16 words differ");
    }

    [CompilerFact]
    public async Task Files_of_another_kernel_are_refused()
    {
        var random = new Random(3);
        var files = _folder.NewPath();
        HlsKernelFolder.Write(files, RandomParameters.Create(random, Network), new LayerRange(7, 7), RandomStreams.Create(random, Network.StreamBefore(7), 1));
        var (exitCode, report) = await KernelTestBench.Run(_folder, Network, new LayerRange(8, 8), files);
        exitCode.ShouldBe(2);
        report.ShouldContain("this kernel takes 32768 parameter words, and 16 words in and 16 words out for an image");
    }

    [TrainedCompilerFact]
    public async Task Gives_the_golden_scores_of_the_trained_network()
    {
        var files = _folder.NewPath();
        HlsKernelFolder.Write(files, CnvW2A2Golden.Parameters, Network.WholeRange, CnvW2A2Golden.StreamBefore(0));
        File.Copy(SharedFiles.Golden("L8.i16.bin"), Path.Combine(files, HlsKernelFolder.ExpectedFile), overwrite: true);
        var (exitCode, report) = await KernelTestBench.Run(_folder, Network, Network.WholeRange, files);
        exitCode.ShouldBe(0, report);
        report.ShouldContain("16 images, 0 of 256 words differ");
    }
}
