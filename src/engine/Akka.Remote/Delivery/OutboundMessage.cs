using Akka.Actor;

namespace Akka.Remote.Delivery;

/// <summary>A message on its way to another system. <paramref name="Number"/> is 0 for a user message, else the number of the system message.</summary>
internal readonly record struct OutboundMessage(object Message, IActorRef? Sender, RemoteActorRef Recipient, long Number);
