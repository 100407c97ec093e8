namespace Fard.Actors.Programs.Processes.Protocol;

/// <summary>A user program does not keep to the protocol; the message says what it did.</summary>
internal sealed class ProgramProtocolException(string message, Exception? innerException = null) : Exception(message, innerException);
