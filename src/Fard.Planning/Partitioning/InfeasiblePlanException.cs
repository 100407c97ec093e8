namespace Fard.Planning.Partitioning;

/// <summary>No plan fulfils a request; the message says which layer does not fit on what board and by how much, or what rate could be reached.</summary>
/// <param name="message">What is wrong and what to change.</param>
/// <param name="layer">The layer that does not fit; null where the fault is another.</param>
/// <param name="shortfall">What the nearest board lacks for it.</param>
public sealed class InfeasiblePlanException(string message, int? layer = null, StageShortfall? shortfall = null) : Exception(message)
{
    public int? Layer { get; } = layer;

    public StageShortfall? Shortfall { get; } = shortfall;
}
