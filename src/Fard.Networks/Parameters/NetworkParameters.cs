using System.Collections.Immutable;
using Fard.Networks.Description;

namespace Fard.Networks.Parameters;

/// <summary>A network's trained values and the names of the classes that it tells apart. Immutable, and safe to share between executors.</summary>
public sealed class NetworkParameters
{
    /// <param name="network">The network, which is validated here.</param>
    /// <param name="layers">One entry a layer, in order.</param>
    /// <param name="classes">The class names in the order of the scores; at most as many as the last layer has rows.</param>
    /// <exception cref="NetworkDescriptionException">The network is not computable.</exception>
    /// <exception cref="ArgumentException">The layers or the class names do not fit the network.</exception>
    public NetworkParameters(NetworkDescription network, ImmutableArray<LayerParameters> layers, ImmutableArray<string> classes)
    {
        DescriptionValidator.Validate(network);
        if (layers.IsDefault || layers.Length != network.Layers.Length)
        {
            throw new ArgumentException(
                $"Network '{network.Name}' has {network.Layers.Length} layers, got parameters for {(layers.IsDefault ? 0 : layers.Length)}.", nameof(layers));
        }

        for (var index = 0; index < layers.Length; index++)
        {
            var (layer, expected) = (layers[index], network.Layers[index]);
            if ((layer.Rows, layer.Columns, layer.ThresholdsPerRow) != (expected.OutputChannels, expected.Columns, expected.ThresholdsPerRow))
                throw new ArgumentException($"The parameters of layer {index} have another shape than the network's.", nameof(layers));
        }

        if (classes.IsDefault || classes.Length is 0 || classes.Length > network.Layers[^1].OutputChannels)
        {
            throw new ArgumentException(
                $"Expected 1 to {network.Layers[^1].OutputChannels} class names, got {(classes.IsDefault ? 0 : classes.Length)}.", nameof(classes));
        }

        foreach (var name in classes)
        {
            if (string.IsNullOrWhiteSpace(name) || name.Trim() != name || name.Any(char.IsControl))
                throw new ArgumentException($"The class name '{name}' is empty, or holds control characters or spaces at its ends.", nameof(classes));
        }

        Network = network;
        Layers = layers;
        Classes = classes;
    }

    public NetworkDescription Network { get; }

    public ImmutableArray<LayerParameters> Layers { get; }

    /// <summary>Class names; class i has the score of row i of the last layer.</summary>
    public ImmutableArray<string> Classes { get; }
}
