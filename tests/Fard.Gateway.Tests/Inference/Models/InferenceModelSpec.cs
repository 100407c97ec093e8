using System.Buffers.Binary;
using System.Text;
using Akka.Configuration;
using Fard.Actors.Applications;
using Fard.Actors.Tests.TestBoards;
using Fard.Gateway.Inference.Models;
using Fard.Gateway.Inference.Tensors;
using Fard.Networks.Description;

namespace Fard.Gateway.Tests.Inference.Models;

public class InferenceModelSpec
{
    [Fact]
    public void A_network_of_scores_has_one_for_each_class_that_is_known()
    {
        var model = new InferenceModel(TinyNetwork.Application("app") with { Version = 3 }, TinyNetwork.Description, ["cat", "dog", "bird"]);
        model.Version.ShouldBe("3");
        model.Outputs.Select(output => output.Name).ShouldBe(["scores", "class", "label"]);
        model.Outputs[0].Shape.ShouldBe([-1, 3]);
        var results = new byte[2 * TinyNetwork.OutputBytes];
        BinaryPrimitives.WriteInt16LittleEndian(results.AsSpan(2), 7);
        // Padding behind the classes, however large, is no class.
        BinaryPrimitives.WriteInt16LittleEndian(results.AsSpan(6), 99);
        BinaryPrimitives.WriteInt16LittleEndian(results.AsSpan(TinyNetwork.OutputBytes + 4), 1);

        var tensors = model.Results.Create(["class", "label", "scores"], results, 2);

        tensors[0].Data.ToArray().ShouldBe([1, 0, 0, 0, 2, 0, 0, 0]);
        ByteStrings.Split("label", tensors[1].Data, 2).Select(label => Encoding.UTF8.GetString(label.Span)).ShouldBe(["dog", "bird"]);
        tensors[2].Shape.ShouldBe([2, 3]);
        tensors[2].Data.ToArray().ShouldBe([0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
    }

    [Fact]
    public void A_network_of_a_class_word_has_a_class_and_no_scores()
    {
        var network = NetworkCatalog.Find("lfcW1A1");
        var application = new ApplicationDescription("digits", network.Name, [new PositionDescription("all", network.WholeRange, "lfcW1A1-mnist", new BoardRequirements("pynq-z1"), network.Input.BytesPerImage, network.StreamBefore(network.Layers.Length).BytesPerImage)]);
        var model = new InferenceModel(application, network, ModelLabels.Known.Of(application));

        model.Input.Shape.ShouldBe([-1, 28, 28, 1]);
        model.Outputs.Select(output => output.Name).ShouldBe(["class", "label"]);
        var word = new byte[8];
        word[0] = 1 << 4;
        var tensors = model.Results.Create(["class", "label"], word, 1);
        tensors[0].Data.Span[0].ShouldBe((byte)4);
        ByteStrings.Split("label", tensors[1].Data, 1)[0].ToArray().ShouldBe("4"u8.ToArray());
    }

    [Fact]
    public void A_network_that_is_not_known_here_takes_and_gives_packed_streams()
    {
        var model = new InferenceModel(TinyNetwork.Application("app"), network: null, ["cat"]);

        model.Input.Shape.ShouldBe([-1, TinyNetwork.InputBytes]);
        model.Outputs.ShouldHaveSingleItem().Shape.ShouldBe([-1, TinyNetwork.OutputBytes]);
        model.Labels.ShouldBeEmpty();
        var results = new byte[TinyNetwork.OutputBytes];
        model.Results.Create(["output"], results, 1)[0].Data.ToArray().ShouldBe(results);
    }

    [Fact]
    public void Labels_are_configured_or_follow_from_the_data_set_in_the_packages_name()
    {
        var labels = ModelLabels.Read(ConfigurationFactory.ParseString("fard.gateway.labels { app = [one, two] }"));
        var application = TinyNetwork.Application("app");
        var signs = application with { Name = "signs", Positions = [application.Positions[0] with { Bitstream = "cnv-cifar10@0..3" }] };

        labels.Of(application).ShouldBe(["one", "two"]);
        labels.Of(signs).Length.ShouldBe(10);
        labels.Of(application with { Name = "other" }).ShouldBeEmpty();
    }
}
