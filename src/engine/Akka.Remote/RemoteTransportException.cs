using Akka.Actor;

namespace Akka.Remote;

/// <summary>A connection with another system could not be made, or broke.</summary>
public class RemoteTransportException : AkkaException
{
    public RemoteTransportException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
