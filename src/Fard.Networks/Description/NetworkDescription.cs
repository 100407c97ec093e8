using System.Collections.Immutable;

namespace Fard.Networks.Description;

/// <summary>A quantised network as data: everything that executors, models and generators need to know of it but the trained values.</summary>
/// <param name="Name">Its name in configuration and on the command line, such as <c>cnvW2A2</c>.</param>
/// <param name="Input">The packed stream that layer 0 reads.</param>
/// <param name="Layers">The layers in order.</param>
/// <param name="Image">The images that its input is quantised from; null where only packed streams are fed to it.</param>
public sealed record NetworkDescription(string Name, StreamFormat Input, ImmutableArray<LayerDescription> Layers, ImageShape? Image = null)
{
    /// <summary>All layers.</summary>
    public LayerRange WholeRange => new(0, Layers.Length - 1);

    /// <summary>The packed stream into layer <paramref name="layer"/>; the network's output for <c>Layers.Length</c>.</summary>
    public StreamFormat StreamBefore(int layer) => layer == 0 ? Input : Layers[layer - 1].Output;

    /// <summary>Checks that <paramref name="range"/> is a non-empty range of this network's layers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public void CheckRange(LayerRange range)
    {
        if (range.First < 0 || range.Last < range.First || range.Last >= Layers.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(range), range, $"Network '{Name}' has the layers {WholeRange}; a range of them is FIRST..LAST with FIRST <= LAST.");
        }
    }
}
