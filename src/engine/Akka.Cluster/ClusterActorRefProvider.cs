using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote;

namespace Akka.Cluster;

/// <summary>The remote provider, with a cluster: its members are watched by the cluster's failure detector.</summary>
internal sealed class ClusterActorRefProvider : RemoteActorRefProvider
{
    public ClusterActorRefProvider(string systemName, Settings settings, EventStream eventStream)
        : base(systemName, WithClusterDefaults(settings), eventStream)
    {
    }

    public override void Init(ActorSystemImpl system)
    {
        base.Init(system);
        Cluster.Get(system);
    }

    protected override Props CreateRemoteWatcher(ActorSystemImpl system) => Props.Create(() => new ClusterRemoteWatcher(
        CreateWatchFailureDetector(system),
        RemoteSettings.WatchHeartBeatInterval,
        RemoteSettings.WatchUnreachableReaperInterval,
        RemoteSettings.WatchHeartbeatExpectedResponseAfter));

    private static Settings WithClusterDefaults(Settings settings)
    {
        settings.InjectTopLevelFallback(ConfigurationFactory.FromResource("Akka.Cluster.Configuration.Cluster.conf", typeof(ClusterActorRefProvider).Assembly));
        return settings;
    }
}
