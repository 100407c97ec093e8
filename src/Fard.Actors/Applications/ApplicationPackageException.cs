namespace Fard.Actors.Applications;

/// <summary>An application's folder or package cannot be used; the message says which file, where in it, what is wrong and what to do.</summary>
public sealed class ApplicationPackageException(string message, Exception? innerException = null) : Exception(message, innerException);
