namespace Fard.Actors.Content;

/// <summary>Where contents are found by their hash. Safe for several threads.</summary>
public interface IContentSource
{
    /// <summary>Opens a content from its start; null: it is not here. What is read is not verified: whoever gets it does that.</summary>
    Stream? TryOpen(ContentHash hash);
}
