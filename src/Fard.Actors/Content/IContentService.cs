using Fard.Actors.DataPlane;

namespace Fard.Actors.Content;

/// <summary>Serves connections for contents.</summary>
public interface IContentService
{
    /// <summary>Takes a connection over and returns at once.</summary>
    /// <param name="stopping">Ends the connection.</param>
    /// <exception cref="DataPlaneException">It is turned away.</exception>
    void Attach(DataConnection connection, CancellationToken stopping);
}
