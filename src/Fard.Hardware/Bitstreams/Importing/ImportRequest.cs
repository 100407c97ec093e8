using Fard.Hardware.Boards;

namespace Fard.Hardware.Bitstreams.Importing;

/// <summary>What is to become a package.</summary>
/// <param name="Source">The folder to import; it is left as it is.</param>
/// <param name="Root">The store's folder that the package goes into.</param>
/// <param name="Board">The board that it is for.</param>
public sealed record ImportRequest(string Source, string Root, BoardDescription Board)
{
    /// <summary>The package's name; null: made from the folder's.</summary>
    public string? Name { get; init; }

    /// <summary>Name of the network; null: the folder's name says it.</summary>
    public string? Network { get; init; }

    /// <summary>Path of an overlay's .bit file that goes with parameters; null: none.</summary>
    public string? BitFile { get; init; }

    /// <summary>Path of the overlay's .hwh file.</summary>
    public string? HwhFile { get; init; }

    /// <summary>Where it comes from; null: what the folder says of itself.</summary>
    public string? Provenance { get; init; }
}
