namespace Fard.Actors.Programs.Processes;

/// <summary>A user program failed, or was ended because it misbehaved. The message is for the program's author: the traceback, or what it must not do.</summary>
public sealed class UserProgramException(string message, Exception? innerException = null) : Exception(message, innerException);
