namespace Fard.Programs;

/// <summary>A user program cannot be started, or has crashed; the message is what its author is to read.</summary>
public sealed class ProgramException(string message, Exception? innerException = null) : Exception(message, innerException);
