namespace Akka.Remote.Wire;

/// <summary>Bytes from outside that do not follow the wire format; the message says what was expected and at which offset.</summary>
internal sealed class WireFormatException(string message) : Exception(message);
