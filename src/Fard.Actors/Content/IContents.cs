namespace Fard.Actors.Content;

/// <summary>Contents that heads have, by hash and by name.</summary>
public interface IContents
{
    /// <summary>Fetches from the heads.</summary>
    ContentFetcher Fetcher { get; }

    /// <summary>What a name means to the first head that knows it; null: none does.</summary>
    /// <param name="kind">The kind, such as <c>package</c>.</param>
    Task<ContentHash?> FindAsync(string kind, string name, CancellationToken cancellationToken = default);
}
