namespace Fard.Client;

/// <summary>The node manager refuses an application that was to be deployed; the message says why. Nothing has changed in the cluster.</summary>
public sealed class FardDeploymentException(string message, Exception? innerException = null) : Exception(message, innerException);
