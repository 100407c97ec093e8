using System.Collections.Immutable;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Networks.Tests.Parameters;

public class NetworkParametersSpec
{
    private static readonly StreamFormat Input = new(1, 1, 2, ElementFormat.Ternary);

    private static readonly LayerDescription Layer =
        new(Input, 1, 2, WeightFormat.Binary, Accumulation.SignedDot, ElementFormat.Ternary, false, 1, 1);

    private static readonly ImmutableArray<sbyte> Weights = [1, -1, -1, 1];

    private static readonly ImmutableArray<int> Thresholds = [-1, 1, 0, 0];

    [Fact]
    public void Refuses_counts_that_do_not_fit_the_layer()
    {
        Should.Throw<ArgumentException>(() => new LayerParameters(Layer, [1, 1, 1], Thresholds)).Message.ShouldContain("Expected 2 x 2 weights, got 3");
        Should.Throw<ArgumentException>(() => new LayerParameters(Layer, default, Thresholds)).Message.ShouldContain("weights, got 0");
        Should.Throw<ArgumentException>(() => new LayerParameters(Layer, Weights, [1])).Message.ShouldContain("Expected 2 x 2 thresholds, got 1");
    }

    [Fact]
    public void Refuses_values_that_the_encoding_does_not_have()
    {
        Should.Throw<ArgumentException>(() => new LayerParameters(Layer, [1, 0, 1, 1], Thresholds)).Message.ShouldContain("A Binary weight is 0");
        Should.Throw<ArgumentException>(() => new LayerParameters(Layer with { Weights = WeightFormat.Ternary }, [1, 0, -2, 1], Thresholds)).Message.ShouldContain("-2");
        Should.Throw<ArgumentException>(() => new LayerParameters(Layer, Weights, [-1, 1, 1, 0])).Message.ShouldContain("row 1 are out of order");
    }

    [Fact]
    public void Refuses_layers_or_names_that_do_not_fit_the_network()
    {
        var network = new NetworkDescription("tiny", Input, [Layer]);
        var layer = new LayerParameters(Layer, Weights, Thresholds);
        var wider = Layer with { Input = Input with { Channels = 3 } };
        var other = new LayerParameters(wider, [1, 1, 1, 1, 1, 1], Thresholds);

        Should.Throw<ArgumentException>(() => new NetworkParameters(network, [], ["a"])).Message.ShouldContain("has 1 layers, got parameters for 0");
        Should.Throw<ArgumentException>(() => new NetworkParameters(network, [other], ["a"])).Message.ShouldContain("another shape");
        Should.Throw<ArgumentException>(() => new NetworkParameters(network, [layer], ["a", "b", "c"])).Message.ShouldContain("1 to 2 class names, got 3");
        Should.Throw<ArgumentException>(() => new NetworkParameters(network, [layer], [])).Message.ShouldContain("got 0");
        Should.Throw<ArgumentException>(() => new NetworkParameters(network, [layer], ["a\nb"])).Message.ShouldContain("control characters");
        Should.Throw<NetworkDescriptionException>(() => new NetworkParameters(network with { Layers = [Layer with { Pe = 3 }] }, [layer], ["a"]));
    }
}
