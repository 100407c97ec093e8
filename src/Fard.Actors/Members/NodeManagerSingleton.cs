using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Fard.Actors.NodeManagement;

namespace Fard.Actors.Members;

/// <summary>The node manager as a cluster singleton: started by the members of role head, reached through a proxy by everybody.</summary>
internal static class NodeManagerSingleton
{
    private const string Name = "node-manager";

    /// <summary>Starts the manager that hosts the node manager if this member is the oldest of role head.</summary>
    public static IActorRef Start(ActorSystem system, HeadSetup setup) => system.ActorOf(
        ClusterSingletonManager.Props(NodeManager.Props(setup), PoisonPill.Instance, ClusterSingletonManagerSettings.Create(system).WithRole(FardRoles.Head)),
        Name);

    /// <summary>Starts the proxy that finds the node manager wherever it is.</summary>
    public static IActorRef StartProxy(ActorSystem system) => system.ActorOf(
        ClusterSingletonProxy.Props($"/user/{Name}", ClusterSingletonProxySettings.Create(system).WithRole(FardRoles.Head)),
        $"{Name}-proxy");
}
