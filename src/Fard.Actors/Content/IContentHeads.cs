using System.Collections.Immutable;
using Fard.Actors.DataPlane;

namespace Fard.Actors.Content;

/// <summary>Finds the heads that have contents.</summary>
public interface IContentHeads
{
    /// <summary>Where they listen, in the order in which they are to be asked; empty: there is none at present.</summary>
    Task<ImmutableArray<DataEndpoint>> FindAsync(CancellationToken cancellationToken);
}
