using Akka.Actor;

namespace Akka.Remote;

/// <summary>The number that tells this incarnation of an actor system from others at the same address.</summary>
public class AddressUid : IExtension
{
    public readonly int Uid = Random.Shared.Next(1, int.MaxValue);
}

public class AddressUidExtension : ExtensionIdProvider<AddressUid>
{
    public override AddressUid CreateExtension(ExtendedActorSystem system) => new();

    public static int Uid(ActorSystem system) => system.WithExtension<AddressUid, AddressUidExtension>().Uid;
}
