using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Akka.Pattern;

namespace Akka.Cluster.Sharding;

/// <summary>The parent of all regions, proxies and coordinators of a system: /system/sharding.</summary>
internal sealed class ClusterShardingGuardian : ReceiveActor
{
    private const string SingletonName = "singleton";
    private const string CoordinatorName = "coordinator";
    private const double BackoffSpread = 0.2;

    public ClusterShardingGuardian()
    {
        Receive<Start>(start => Reply(() => Region(start)));
        Receive<StartProxy>(start => Reply(() => Proxy(start)));
    }

    public static string RegionName(string typeName) => Uri.EscapeDataString(typeName);

    public static string ProxyName(string typeName) => RegionName(typeName + "Proxy");

    private static void Reply(Func<IActorRef> start)
    {
        object reply;
        try
        {
            reply = new Started(start());
        }
        catch (Exception e)
        {
            reply = new Status.Failure(e);
        }
        Context.Sender.Tell(reply);
    }

    private static IActorRef Region(Start start)
    {
        var name = RegionName(start.TypeName);
        if (Context.Child(name) is var running && !running.IsNobody()) return running;
        var (type, settings, extractor) = (start.TypeName, start.Settings, start.Extractor);
        var managerName = name + "Coordinator";
        if (Context.Child(managerName).IsNobody())
        {
            var strategy = start.Strategy;
            IReadOnlyList<string> regionPath = [.. Context.Self.Path.Elements, name];
            var coordinator = Props.Create(() => new ShardCoordinator(type, settings, strategy, regionPath)).WithDeploy(Deploy.Local);
            var backoff = settings.TuningParameters.CoordinatorFailureBackoff;
            var supervisor = BackoffSupervisor.Props(Backoff.OnStop(coordinator, CoordinatorName, backoff, backoff * 5, BackoffSpread).WithDefaultStoppingStrategy());
            var singleton = settings.CoordinatorSingletonSettings.WithSingletonName(SingletonName).WithRole(settings.Role);
            Context.ActorOf(ClusterSingletonManager.Props(supervisor.WithDeploy(Deploy.Local), PoisonPill.Instance, singleton), managerName);
        }
        var (entityProps, stop) = (start.EntityProps, start.HandOffStopMessage);
        var coordinatorPath = CoordinatorPath(name);
        return Context.ActorOf(Props.Create(() => new ShardRegion(type, entityProps, settings, coordinatorPath, extractor, stop)).WithDeploy(Deploy.Local), name);
    }

    private static IActorRef Proxy(StartProxy start)
    {
        var name = ProxyName(start.TypeName);
        if (Context.Child(name) is var running && !running.IsNobody()) return running;
        var (type, settings, extractor) = (start.TypeName, start.Settings, start.Extractor);
        var coordinatorPath = CoordinatorPath(RegionName(type));
        return Context.ActorOf(Props.Create(() => new ShardRegion(type, null, settings, coordinatorPath, extractor, PoisonPill.Instance)).WithDeploy(Deploy.Local), name);
    }

    private static IReadOnlyList<string> CoordinatorPath(string regionName) => [.. Context.Self.Path.Elements, regionName + "Coordinator", SingletonName, CoordinatorName];

    /// <summary>Answered by <see cref="Started"/>, also when the region runs already.</summary>
    public sealed record Start(
        string TypeName, Func<string, Props> EntityProps, ClusterShardingSettings Settings, IMessageExtractor Extractor, IShardAllocationStrategy Strategy, object HandOffStopMessage)
        : INoSerializationVerificationNeeded;

    public sealed record StartProxy(string TypeName, ClusterShardingSettings Settings, IMessageExtractor Extractor) : INoSerializationVerificationNeeded;

    public sealed record Started(IActorRef Region) : INoSerializationVerificationNeeded;
}
