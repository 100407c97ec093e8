using Akka.Actor;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>A hand-over does not come to an end; the manager is restarted.</summary>
public sealed class ClusterSingletonManagerIsStuckException : AkkaException
{
    public ClusterSingletonManagerIsStuckException(string message)
        : base(message)
    {
    }
}
