using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Benchmarks.Executors;

/// <summary>
/// Random parameters of a ternary network with the statistics of trained ones: a third of the weights and of the activations are zero.
/// </summary>
internal static class RandomTernaryParameters
{
    public static NetworkParameters Create(NetworkDescription network, int seed)
    {
        var random = new Random(seed);
        return new NetworkParameters(network, [.. network.Layers.Select(layer => CreateLayer(layer, random))], ["class"]);
    }

    private static LayerParameters CreateLayer(LayerDescription layer, Random random)
    {
        var count = layer.OutputChannels * layer.Columns;
        // The sum's spread: two thirds of the products count, inputs of the first layer are uniform bytes of variance 128^2 / 3, doubled.
        var spread = Math.Sqrt(layer.Columns * 2 / 3.0 * (layer.Input.Element == ElementFormat.Fixed8 ? 4 * 128 * 128 / 3.0 : 0.7));
        return new LayerParameters(
            layer,
            [.. Enumerable.Range(0, count).Select(_ => (sbyte)(random.Next(3) - 1))],
            [.. Enumerable.Range(0, layer.OutputChannels * layer.ThresholdsPerRow).Select(index => (int)((index % 2 == 0 ? -0.4 : 0.4) * spread))]);
    }
}
