using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster.Tools.Client;

/// <summary>A client that a receptionist has heard of, or hears of no more.</summary>
public interface IClusterClientInteraction
{
    IActorRef ClusterClient { get; }
}

/// <summary>A client talks to this receptionist.</summary>
public sealed class ClusterClientUp : IClusterClientInteraction
{
    public ClusterClientUp(IActorRef clusterClient) => ClusterClient = clusterClient;

    public IActorRef ClusterClient { get; }
}

/// <summary>No heart beat of a client has come for too long: it is gone, or talks to another receptionist.</summary>
public sealed class ClusterClientUnreachable : IClusterClientInteraction
{
    public ClusterClientUnreachable(IActorRef clusterClient) => ClusterClient = clusterClient;

    public IActorRef ClusterClient { get; }
}

/// <summary>Asks a receptionist to tell the sender its clients now and how they change from now on.</summary>
public sealed class SubscribeClusterClients
{
    private SubscribeClusterClients()
    {
    }

    public static SubscribeClusterClients Instance { get; } = new();
}

public sealed class UnsubscribeClusterClients
{
    private UnsubscribeClusterClients()
    {
    }

    public static UnsubscribeClusterClients Instance { get; } = new();
}

/// <summary>Asks a receptionist for its clients once.</summary>
public sealed class GetClusterClients
{
    private GetClusterClients()
    {
    }

    public static GetClusterClients Instance { get; } = new();
}

/// <summary>The clients of a receptionist.</summary>
public sealed class ClusterClients
{
    public ClusterClients(IImmutableSet<IActorRef> clusterClientsList) => ClusterClientsList = clusterClientsList;

    public IImmutableSet<IActorRef> ClusterClientsList { get; }
}
