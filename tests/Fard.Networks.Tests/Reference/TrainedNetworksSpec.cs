using Fard.Networks.BitPlanes;
using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Reference;
using Fard.Networks.Scores;
using Fard.Networks.Streams;
using Fard.Networks.Tests.SharedData;

namespace Fard.Networks.Tests.Reference;

/// <summary>The trained sets on real images, by both plain executors.</summary>
public class TrainedNetworksSpec
{
    [SharedDataFact]
    public void CnvW2A2_gives_the_published_scores_for_the_deer()
    {
        var scores = new short[64];
        var parameters = CnvW2A2Golden.Parameters;
        StreamPacking.UnpackScores(parameters.Network.StreamBefore(9), Run(parameters, Deer(), planes: true), scores);
        scores[..10].ShouldBe([-22, -27, -16, -10, 239, 1, -9, -17, -15, -27]);
    }

    [SharedDataTheory]
    [InlineData("cifar10/cnvW2A2")]
    [InlineData("cifar10/cnvW1A2")]
    [InlineData("cifar10/cnvW1A1")]
    public void The_deer_is_a_deer(string set)
    {
        var parameters = ParameterFolder.Load(NetworkCatalog.Find(Path.GetFileName(set)), SharedFiles.Parameters(set));
        new ScoreReader(parameters).Read(Run(parameters, Deer(), planes: true)).Name.ShouldBe("Deer");
    }

    [SharedDataTheory]
    [InlineData("mnist/lfcW1A1")]
    [InlineData("mnist/lfcW1A2")]
    public void The_handwritten_three_is_a_three(string set)
    {
        var parameters = ParameterFolder.Load(NetworkCatalog.Find(Path.GetFileName(set)), SharedFiles.Parameters(set));
        // The file is an IDX header of 16 bytes and 28x28 grey levels.
        var levels = File.ReadAllBytes(SharedFiles.Image("3.image-idx3-ubyte"))[16..];
        new ScoreReader(parameters).Read(Run(parameters, levels, planes: false)).ShouldBe(new Classification(3, "3", null));
    }

    [SharedDataFact]
    public void The_convolutions_before_a_pool_write_their_golden_streams()
    {
        foreach (var (index, file) in new[] { (1, "L1.2b.bin"), (3, "L3.2b.bin") })
        {
            var layer = NetworkCatalog.CnvW2A2.Layers[index] with { MaxPool = false };
            var network = new NetworkDescription("convolution", layer.Input, [layer]);
            var parameters = new NetworkParameters(network, [CnvW2A2Golden.Parameters.Layers[index]], ["none"]);
            var expected = File.ReadAllBytes(SharedFiles.Golden(file));
            foreach (INetworkExecutor executor in new INetworkExecutor[]
                { new ReferenceExecutor(parameters, network.WholeRange), new BitPlaneExecutor(parameters, network.WholeRange) })
            {
                var output = new byte[expected.Length];
                executor.Execute(CnvW2A2Golden.StreamBefore(index), output, CnvW2A2Golden.ImageCount);
                output.AsSpan().SequenceEqual(expected).ShouldBeTrue($"{file} by {executor.GetType().Name}");
            }
        }
    }

    [SharedDataFact]
    public void The_golden_images_scores_are_the_first_of_the_test_sets()
    {
        var first100 = File.ReadAllBytes(SharedFiles.Golden("first100_scores.i16.bin"));
        var executor = new BitPlaneExecutor(CnvW2A2Golden.Parameters, NetworkCatalog.CnvW2A2.WholeRange);
        var output = new byte[CnvW2A2Golden.ImageCount * executor.Output.BytesPerImage];
        executor.Execute(CnvW2A2Golden.StreamBefore(0), output, CnvW2A2Golden.ImageCount);
        output.ShouldBe(first100[..output.Length]);
    }

    private static byte[] Deer() => File.ReadAllBytes(SharedFiles.Image("deer.bin"))[1..];

    /// <summary>Quantises one image and runs it through the whole network by both executors, which have to agree.</summary>
    private static byte[] Run(NetworkParameters parameters, byte[] levels, bool planes)
    {
        var quantiser = new InputQuantiser(parameters.Network);
        var input = new byte[quantiser.Stream.BytesPerImage];
        if (planes)
            quantiser.FromPlanes(levels, input);
        else
            quantiser.FromInterleaved(levels, input);

        var reference = new ReferenceExecutor(parameters, parameters.Network.WholeRange);
        var bitPlanes = new BitPlaneExecutor(parameters, parameters.Network.WholeRange);
        var (expected, actual) = (new byte[reference.Output.BytesPerImage], new byte[bitPlanes.Output.BytesPerImage]);
        reference.Execute(input, expected, 1);
        bitPlanes.Execute(input, actual, 1);
        actual.ShouldBe(expected);
        return expected;
    }
}
