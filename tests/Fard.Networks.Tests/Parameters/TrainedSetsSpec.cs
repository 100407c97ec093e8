using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Tests.SharedData;

namespace Fard.Networks.Tests.Parameters;

public class TrainedSetsSpec
{
    [SharedDataTheory]
    [InlineData("cifar10/cnvW2A2", 10, "Airplane", "Truck")]
    [InlineData("cifar10/cnvW1A2", 10, "Airplane", "Truck")]
    [InlineData("cifar10/cnvW1A1", 10, "Airplane", "Truck")]
    [InlineData("road-signs/cnvW1A1", 44, "20 Km/h", "Not a roadsign")]
    [InlineData("streetview/cnvW1A1", 10, "1", "0")]
    [InlineData("mnist/lfcW1A1", 10, "0", "9")]
    [InlineData("mnist/lfcW1A2", 10, "0", "9")]
    [InlineData("chars_merged/lfcW1A1", 47, "0", "t")]
    public void Every_trained_set_loads(string set, int classes, string first, string last)
    {
        var network = NetworkCatalog.Find(Path.GetFileName(set));
        var parameters = ParameterFolder.Load(network, SharedFiles.Parameters(set));

        parameters.Network.ShouldBeSameAs(network);
        parameters.Layers.Length.ShouldBe(network.Layers.Length);
        parameters.Classes.Length.ShouldBe(classes);
        parameters.Classes[0].ShouldBe(first);
        parameters.Classes[^1].ShouldBe(last);
    }

    [SharedDataFact]
    public void Rows_that_a_short_file_leaves_out_are_read_as_zero_bits()
    {
        var parameters = ParameterFolder.Load(NetworkCatalog.CnvW1A1, SharedFiles.Parameters("streetview/cnvW1A1"));

        parameters.Layers[8].Weights(11).ToArray().ShouldContain((sbyte)1);
        for (var row = 12; row < 64; row++)
            parameters.Layers[8].Weights(row).ToArray().ShouldAllBe(weight => weight == -1);
    }
}
