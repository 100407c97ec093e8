namespace Akka.Actor;

/// <summary>A message that the cell handles itself, before the actor's own behaviour sees it.</summary>
public interface IAutoReceivedMessage
{
}

/// <summary>A message that can harm an actor system when it comes from another process: remoting may refuse it.</summary>
public interface IPossiblyHarmful
{
}

/// <summary>A message that leaves the receive timeout running.</summary>
public interface INotInfluenceReceiveTimeout
{
}

/// <summary>A message that is not checked by akka.actor.serialize-messages.</summary>
public interface INoSerializationVerificationNeeded
{
}

/// <summary>A message around another.</summary>
public interface IWrappedMessage
{
    object Message { get; }
}

public static class WrappedMessage
{
    /// <summary>The innermost message.</summary>
    public static object Unwrap(object message)
    {
        while (message is IWrappedMessage wrapped)
            message = wrapped.Message;
        return message;
    }
}
