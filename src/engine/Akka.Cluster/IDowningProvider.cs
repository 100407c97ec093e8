using Akka.Actor;

namespace Akka.Cluster;

/// <summary>Decides which unreachable members are taken for dead. An implementation has a constructor (ActorSystem, Cluster).</summary>
public interface IDowningProvider
{
    /// <summary>How long others wait after a member's removal before they take over what ran there.</summary>
    TimeSpan DownRemovalMargin { get; }

    /// <summary>The actor that takes the decisions; null where nobody does.</summary>
    Props? DowningActorProps { get; }
}

/// <summary>Leaves downing to people: unreachable members stay until they are downed by hand.</summary>
public sealed class NoDowning : IDowningProvider
{
    private readonly Cluster _cluster;

    public NoDowning(ActorSystem system, Cluster cluster)
    {
        _ = system;
        _cluster = cluster;
    }

    public TimeSpan DownRemovalMargin => _cluster.Settings.DownRemovalMargin;

    public Props? DowningActorProps => null;
}
