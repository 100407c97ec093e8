namespace Fard.Actors.Members;

/// <summary>A member could not start or join the cluster; the message says why and what to do.</summary>
public sealed class FardMemberException(string message, Exception? innerException = null) : Exception(message, innerException);
