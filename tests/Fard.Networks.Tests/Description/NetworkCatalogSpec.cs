using Fard.Networks.Description;

namespace Fard.Networks.Tests.Description;

public class NetworkCatalogSpec
{
    [Fact]
    public void Has_the_five_networks_of_BNN_PYNQ_and_all_are_computable()
    {
        NetworkCatalog.All.Select(network => network.Name).ShouldBe(["cnvW2A2", "cnvW1A2", "cnvW1A1", "lfcW1A1", "lfcW1A2"]);
        foreach (var network in NetworkCatalog.All)
            DescriptionValidator.Validate(network);
    }

    [Fact]
    public void Has_the_published_cycles_of_CnvW2A2() =>
        NetworkCatalog.CnvW2A2.Layers.Select(layer => layer.CyclesPerImage)
            .ShouldBe([64_800, 112_896, 82_944, 115_200, 82_944, 73_728, 65_536, 65_536, 8_192]);

    [Fact]
    public void Has_the_packed_lengths_of_CnvW2A2s_boundaries() =>
        Enumerable.Range(0, 10).Select(layer => NetworkCatalog.CnvW2A2.StreamBefore(layer).BytesPerImage)
            .ShouldBe([3072, 14400, 3136, 4608, 800, 576, 64, 128, 128, 128]);

    [Fact]
    public void Has_the_packed_lengths_of_the_LFC_networks()
    {
        Enumerable.Range(0, 5).Select(layer => NetworkCatalog.LfcW1A1.StreamBefore(layer).BytesPerImage).ShouldBe([104, 128, 128, 128, 8]);
        Enumerable.Range(0, 5).Select(layer => NetworkCatalog.LfcW1A2.StreamBefore(layer).BytesPerImage).ShouldBe([104, 256, 256, 256, 8]);
    }

    [Fact]
    public void Counts_agreeing_bits_in_the_W1A1_networks_only()
    {
        NetworkCatalog.LfcW1A1.Layers.ShouldAllBe(layer => layer.Accumulation == Accumulation.XnorPopcount);
        NetworkCatalog.LfcW1A2.Layers.ShouldAllBe(layer => layer.Accumulation == Accumulation.SignedDot);
        NetworkCatalog.CnvW1A1.Layers.Select(layer => layer.Accumulation == Accumulation.XnorPopcount)
            .ShouldBe([false, true, true, true, true, true, true, true, true]);
    }

    [Fact]
    public void Finds_a_network_by_its_name_in_any_case()
    {
        NetworkCatalog.Find("cnvW2A2").ShouldBeSameAs(NetworkCatalog.CnvW2A2);
        NetworkCatalog.Find("LFCW1A2").ShouldBeSameAs(NetworkCatalog.LfcW1A2);
        NetworkCatalog.TryFind("resnet50").ShouldBeNull();
    }

    [Fact]
    public void Answers_an_unknown_name_with_the_names_and_the_nearest_one()
    {
        var error = Should.Throw<UnknownNetworkException>(() => NetworkCatalog.Find("cnvW2A"));
        error.Name.ShouldBe("cnvW2A");
        error.Message.ShouldContain("Did you mean 'cnvW2A2'?");
        error.Message.ShouldContain("cnvW2A2, cnvW1A2, cnvW1A1, lfcW1A1, lfcW1A2");
    }

    [Theory]
    [InlineData("")]
    [InlineData("something-else-entirely")]
    public void Suggests_nothing_for_a_name_that_is_near_to_none(string name)
    {
        var error = Should.Throw<UnknownNetworkException>(() => NetworkCatalog.Find(name));
        error.Message.ShouldNotContain("Did you mean");
        error.Message.ShouldContain("lfcW1A2");
    }
}
