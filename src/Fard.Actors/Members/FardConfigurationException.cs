namespace Fard.Actors.Members;

/// <summary>A member's configuration is missing, unreadable or impossible; the message names file or key and says what to do.</summary>
public sealed class FardConfigurationException(string message, Exception? innerException = null) : Exception(message, innerException);
