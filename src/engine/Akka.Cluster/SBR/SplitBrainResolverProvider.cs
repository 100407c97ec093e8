using Akka.Actor;

namespace Akka.Cluster.SBR;

/// <summary>Downs the members on one side of a partition by the strategy under <c>akka.cluster.split-brain-resolver</c>.</summary>
public class SplitBrainResolverProvider : IDowningProvider
{
    private readonly ActorSystem _system;
    private readonly Cluster _cluster;

    public SplitBrainResolverProvider(ActorSystem system, Cluster cluster)
    {
        _system = system;
        _cluster = cluster;
    }

    public TimeSpan DownRemovalMargin => _cluster.Settings.DownRemovalMargin;

    public Props DowningActorProps
    {
        get
        {
            var settings = new SplitBrainResolverSettings(_system.Settings.Config);
            var strategy = settings.CreateStrategy();
            var cluster = _cluster;
            return Props.Create(() => new SplitBrainResolverActor(cluster, settings.DowningStableAfter, settings.DownAllWhenUnstable, strategy));
        }
    }

    Props? IDowningProvider.DowningActorProps => DowningActorProps;
}
