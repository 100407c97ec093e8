namespace Fard.Actors.Content;

/// <summary>A content could not be stored, found or fetched; the message says which, why, and what to do.</summary>
/// <param name="error">What went wrong.</param>
public sealed class ContentException(ContentError error, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public ContentError Error { get; } = error;
}
