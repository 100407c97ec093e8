using Akka.Actor;

namespace Akka.Serialization;

/// <summary>For whom is being serialized: the address under which the receiver knows this system.</summary>
internal sealed record Information(Address Address, ActorSystem System);
