using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>akka.actor.serialize-messages and serialize-creators: finds, in tests, what cannot travel between processes.</summary>
internal static class MessageVerification
{
    /// <summary>The message as the receiver would get it from another process.</summary>
    public static object RoundTrip(ActorSystemImpl system, IActorRef receiver, object message)
    {
        var payload = WrappedMessage.Unwrap(message);
        if (payload is INoSerializationVerificationNeeded or IPossiblyHarmful or SystemMessage || ReferenceEquals(receiver, system.DeadLetters) || message is IWrappedMessage)
            return message;
        var serializer = system.Serialization.FindSerializerFor(payload);
        var bytes = system.Serialization.Serialize(payload);
        return system.Serialization.Deserialize(bytes, serializer.Identifier, Serialization.Serialization.ManifestFor(serializer, payload));
    }

    /// <exception cref="ArgumentException">An argument of the actor cannot be serialized.</exception>
    public static void CheckCreator(ActorSystemImpl system, Props props, ActorPath path)
    {
        foreach (var argument in props.Arguments)
        {
            if (argument is null or INoSerializationVerificationNeeded)
                continue;
            try
            {
                system.Serialization.Serialize(argument);
            }
            catch (Exception e)
            {
                throw new ArgumentException($"Pre-creation serialization check failed at [{path}]: argument {argument.GetType()} cannot be serialized", nameof(props), e);
            }
        }
    }
}
