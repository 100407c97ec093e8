using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Tests.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Networks.Tests.Parameters;

public class ParameterFolderSpec
{
    [Fact]
    public void Loads_what_it_saved() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var network = RandomNetworks.Create(random);
        var saved = RandomParameters.Create(random, network);
        using var folder = new TemporaryFolder();

        ParameterFolder.Save(saved, folder.Path);
        ShouldEqual(ParameterFolder.Load(network, folder.Path), saved);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Fact]
    public void Reads_words_in_the_documented_order()
    {
        // Two rows on two processing elements, four columns in two folds of two ternary lanes.
        var input = new StreamFormat(1, 1, 4, ElementFormat.Ternary);
        var network = new NetworkDescription("tiny", input,
            [new LayerDescription(input, 1, 2, WeightFormat.Ternary, Accumulation.SignedDot, ElementFormat.Ternary, false, Pe: 2, Simd: 2)]);
        using var folder = new TemporaryFolder();
        WriteWords(folder.File("0-0-weights.bin"), 0b1101, 0b0001);
        WriteWords(folder.File("0-1-weights.bin"), 0b0000, 0b0111);
        WriteWords(folder.File("0-0-thres.bin"), -3, 5);
        WriteWords(folder.File("0-1-thres.bin"), 7, 7);
        File.WriteAllText(folder.File("classes.txt"), "\uFEFFcat\r\ndog\r\n\r\n");

        var parameters = ParameterFolder.Load(network, folder.Path);

        parameters.Layers[0].Weights(0).ToArray().ShouldBe([(sbyte)1, (sbyte)-1, (sbyte)1, (sbyte)0]);
        parameters.Layers[0].Weights(1).ToArray().ShouldBe([(sbyte)0, (sbyte)0, (sbyte)-1, (sbyte)1]);
        parameters.Layers[0].Thresholds(0).ToArray().ShouldBe([-3, 5]);
        parameters.Layers[0].Thresholds(1).ToArray().ShouldBe([7, 7]);
        parameters.Classes.ShouldBe(["cat", "dog"]);
    }

    private static void WriteWords(string path, params long[] words) => File.WriteAllBytes(path, [.. words.SelectMany(BitConverter.GetBytes)]);

    private static void ShouldEqual(NetworkParameters loaded, NetworkParameters saved)
    {
        loaded.Classes.ShouldBe(saved.Classes);
        for (var index = 0; index < saved.Layers.Length; index++)
        {
            for (var row = 0; row < saved.Layers[index].Rows; row++)
            {
                loaded.Layers[index].Weights(row).SequenceEqual(saved.Layers[index].Weights(row)).ShouldBeTrue($"weights of layer {index}, row {row}");
                loaded.Layers[index].Thresholds(row).SequenceEqual(saved.Layers[index].Thresholds(row)).ShouldBeTrue($"thresholds of layer {index}, row {row}");
            }
        }
    }
}
