using System.Collections.Immutable;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Networks.Simd;

/// <summary>A layer range prepared for the vectors of one width. Immutable: executors on several threads share it.</summary>
internal sealed class SimdProgram
{
    public SimdProgram(NetworkParameters parameters, LayerRange range, VectorWidth width)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (!Enum.IsDefined(width))
            throw new ArgumentOutOfRangeException(nameof(width), width, "Vectors have 128, 256 or 512 bits.");
        (Network, Range) = (parameters.Network, range);
        Network.CheckRange(range);
        Layers = [.. Enumerable.Range(range.First, range.Count).Select(index => new LayerProgram(Network.Layers[index], parameters.Layers[index], width))];
    }

    public NetworkDescription Network { get; }

    public LayerRange Range { get; }

    public ImmutableArray<LayerProgram> Layers { get; }
}
