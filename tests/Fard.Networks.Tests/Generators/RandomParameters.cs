using System.Collections.Immutable;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Networks.Tests.Generators;

/// <summary>Random valid parameters for any network, with thresholds that lie where the sums are, and some far outside.</summary>
public static class RandomParameters
{
    public static NetworkParameters Create(Random random, NetworkDescription network)
    {
        var rows = network.Layers[^1].OutputChannels;
        var classes = Enumerable.Range(0, random.Next(1, Math.Min(rows, 64) + 1)).Select(index => $"class {index}");
        return new NetworkParameters(network, [.. network.Layers.Select(layer => CreateLayer(random, layer))], [.. classes]);
    }

    private static LayerParameters CreateLayer(Random random, LayerDescription layer)
    {
        var weights = ImmutableArray.CreateBuilder<sbyte>();
        var zeros = random.NextDouble();
        for (var i = 0; i < layer.OutputChannels * layer.Columns; i++)
            weights.Add(layer.Weights == WeightFormat.Ternary && random.NextDouble() < zeros ? (sbyte)0 : (sbyte)(2 * random.Next(2) - 1));

        var thresholds = ImmutableArray.CreateBuilder<int>();
        for (var row = 0; row < layer.OutputChannels; row++)
        {
            var own = Enumerable.Range(0, layer.ThresholdsPerRow).Select(_ => CreateThreshold(random, layer)).Order();
            thresholds.AddRange(own);
        }

        return new LayerParameters(layer, weights.DrainToImmutable(), thresholds.DrainToImmutable());
    }

    private static int CreateThreshold(Random random, LayerDescription layer)
    {
        if (random.Next(16) == 0)
            return new[] { int.MinValue, -65535, -32768, -32767, 0, 32767, 65535, int.MaxValue }[random.Next(8)];

        // Sums of n random signs spread over a few times their root; popcounts lie around n / 2.
        var spread = (int)(2 * Math.Sqrt(layer.Columns)) + 1;
        return layer.Accumulation == Accumulation.XnorPopcount
            ? layer.Columns / 2 + random.Next(-spread, spread + 1)
            : random.Next(-spread, spread + 1) * (layer.Input.Element == ElementFormat.Fixed8 ? 128 : 1);
    }
}
