using Akka.Actor;
using Fard.Actors.DataPlane;

namespace Fard.Actors.Content;

/// <summary>A head with its contents.</summary>
/// <param name="Member">Its address in the cluster.</param>
/// <param name="Endpoint">Where its contents are got and put.</param>
public sealed record ContentHead(Address Member, DataEndpoint Endpoint)
{
    /// <summary>Its keeper, as an actor of <paramref name="system"/> finds it.</summary>
    public ICanTell Keeper(ActorSystem system) => system.ActorSelection(PathOf(Member));

    internal static ActorPath PathOf(Address member) => new RootActorPath(member) / "user" / ContentKeeper.Name;
}
