using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster.Tools.Client;

/// <summary>Asks a <see cref="ClusterClient"/> to tell the sender its contact points now and how they change from now on.</summary>
public interface ISubscribeContactPoints
{
}

public interface IUnsubscribeContactPoints
{
}

/// <summary>Asks a <see cref="ClusterClient"/> for its contact points once.</summary>
public interface IGetContactPoints
{
}

/// <summary>A change of a client's contact points.</summary>
public interface IContactPointChange
{
    ActorPath ContactPoint { get; }
}

public sealed class SubscribeContactPoints : ISubscribeContactPoints
{
    public static readonly SubscribeContactPoints Instance = new();

    private SubscribeContactPoints()
    {
    }
}

public sealed class UnsubscribeContactPoints : IUnsubscribeContactPoints
{
    public static readonly UnsubscribeContactPoints Instance = new();

    private UnsubscribeContactPoints()
    {
    }
}

public sealed class GetContactPoints : IGetContactPoints
{
    public static readonly GetContactPoints Instance = new();

    private GetContactPoints()
    {
    }
}

/// <summary>The receptionists that a client knows.</summary>
public sealed class ContactPoints
{
    public ContactPoints(IImmutableSet<ActorPath> contactPoints) => ContactPointsList = contactPoints;

    public IImmutableSet<ActorPath> ContactPointsList { get; }
}

public sealed class ContactPointAdded : IContactPointChange
{
    public ContactPointAdded(ActorPath contactPoint) => ContactPoint = contactPoint;

    public ActorPath ContactPoint { get; }
}

public sealed class ContactPointRemoved : IContactPointChange
{
    public ContactPointRemoved(ActorPath contactPoint) => ContactPoint = contactPoint;

    public ActorPath ContactPoint { get; }
}
