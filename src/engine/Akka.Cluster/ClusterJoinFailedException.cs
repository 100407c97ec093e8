using Akka.Actor;

namespace Akka.Cluster;

/// <summary>A member was removed, or its cluster stopped, before it came Up.</summary>
public class ClusterJoinFailedException : AkkaException
{
    public ClusterJoinFailedException(string message)
        : base(message)
    {
    }
}
