using System.Collections.Immutable;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Tests.Bitstreams;

internal static class RandomParameters
{
    public static NetworkParameters Of(NetworkDescription network, Random random) =>
        new(network, [.. network.Layers.Select(layer => Of(layer, random))], ["one", "two"]);

    private static LayerParameters Of(LayerDescription layer, Random random)
    {
        var weights = new sbyte[layer.OutputChannels * layer.Columns];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (sbyte)(layer.Weights == WeightFormat.Ternary ? random.Next(-1, 2) : 2 * random.Next(2) - 1);
        var thresholds = new int[layer.OutputChannels * layer.ThresholdsPerRow];
        for (var i = 0; i < thresholds.Length; i++)
            thresholds[i] = 10 * (i % Math.Max(1, layer.ThresholdsPerRow)) - 5;
        return new LayerParameters(layer, [.. weights], [.. thresholds]);
    }
}
