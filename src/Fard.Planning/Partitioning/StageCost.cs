using Fard.Planning.Resources;

namespace Fard.Planning.Partitioning;

/// <summary>What a stage, a range of layers on one board, costs there.</summary>
/// <param name="SecondsPerImage">Initiation interval of the board's kernel, links left out.</param>
/// <param name="LatencySeconds">From an image's entry to its result, links left out.</param>
/// <param name="Utilisation">Share of the board's scarcest resource that the kernel takes.</param>
/// <param name="Shortfall">Where it does not fit: the resource that lacks most; null where it fits.</param>
public sealed record StageCost(double SecondsPerImage, double LatencySeconds, double Utilisation, StageShortfall? Shortfall = null);

/// <summary>What a stage needs of a resource and a board does not have.</summary>
public sealed record StageShortfall(ResourceKind Resource, double Needed, double Available)
{
    public override string ToString() =>
        FormattableString.Invariant($"{Needed:#,0.#} {Resource.Label()} of {Available:#,0.#} ({Needed - Available:#,0.#} too many)");
}
