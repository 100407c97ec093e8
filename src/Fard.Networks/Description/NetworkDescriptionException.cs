namespace Fard.Networks.Description;

/// <summary>A network description contradicts itself or asks for what no executor computes.</summary>
/// <param name="network">The description's name.</param>
/// <param name="layer">The layer at fault, counted from 0; null where the fault is the network's.</param>
/// <param name="problem">What is wrong and what is expected.</param>
public sealed class NetworkDescriptionException(string network, int? layer, string problem)
    : Exception(layer is null ? $"Network '{network}': {problem}" : $"Network '{network}', layer {layer}: {problem}")
{
    public string Network { get; } = network;

    public int? Layer { get; } = layer;
}
