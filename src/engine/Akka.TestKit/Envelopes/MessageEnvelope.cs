using Akka.Actor;

namespace Akka.TestKit;

/// <summary>A message that a test actor received, with its sender.</summary>
public abstract class MessageEnvelope
{
    public abstract object? Message { get; }

    public abstract IActorRef Sender { get; }
}

public class RealMessageEnvelope(object message, IActorRef sender) : MessageEnvelope
{
    public override object Message { get; } = message;

    public override IActorRef Sender { get; } = sender;

    public override string ToString() => $"<{Message}> from {(Sender is null ? "no sender" : Sender.ToString())}";
}

/// <summary>The absence of a message.</summary>
public sealed class NullMessageEnvelope : MessageEnvelope
{
    public static NullMessageEnvelope Instance = new();

    private NullMessageEnvelope()
    {
    }

    public override object? Message => null;

    /// <exception cref="InvalidOperationException">Always: no message came, so nobody sent it.</exception>
    public override IActorRef Sender => throw new InvalidOperationException("The last receive got no message, so there is no sender.");

    public override string ToString() => "<no message>";
}
