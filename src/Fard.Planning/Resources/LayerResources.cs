using System.Collections.Immutable;

namespace Fard.Planning.Resources;

/// <summary>Modelled resources of one layer.</summary>
/// <param name="Layer">Counted from 0.</param>
/// <param name="Unit">Sliding window unit, matrix-vector-threshold unit, converters, and the FIFO in front.</param>
/// <param name="Pool">The max pool behind it; nothing where there is none.</param>
/// <param name="Memories">The memories in both.</param>
public sealed record LayerResources(int Layer, ResourceVector Unit, ResourceVector Pool, ImmutableArray<MemoryBlock> Memories)
{
    public ResourceVector Total => Unit + Pool;
}
