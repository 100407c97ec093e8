namespace Fard.Client;

/// <summary>An instance of an application cannot be sent, changed or consumed; the message says why and what to do.</summary>
public sealed class FardApplicationException(string message, Exception? innerException = null) : Exception(message, innerException);
