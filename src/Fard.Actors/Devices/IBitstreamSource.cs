using System.Collections.Immutable;
using Fard.Hardware.Bitstreams;

namespace Fard.Actors.Devices;

/// <summary>The bitstream packages that a board has.</summary>
public interface IBitstreamSource
{
    /// <summary>Their names.</summary>
    ImmutableArray<string> Names { get; }

    /// <summary>Reads and verifies a package.</summary>
    /// <param name="reference">Its name, or <c>name@first..last</c>.</param>
    /// <param name="board">Name of the board description that it has to be built for.</param>
    BitstreamPackage Load(string reference, string board);

    /// <summary>Whether it can get packages that the board does not have.</summary>
    bool Fetches => false;

    /// <summary>Reads and verifies a package; one that the board does not have is fetched, where it can be.</summary>
    /// <inheritdoc cref="Load"/>
    ValueTask<BitstreamPackage> LoadAsync(string reference, string board, CancellationToken cancellationToken) => new(Load(reference, board));
}
