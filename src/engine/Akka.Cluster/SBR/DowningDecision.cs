namespace Akka.Cluster.SBR;

/// <summary>Which side of a partition a strategy gives up.</summary>
internal enum DowningDecision
{
    DownUnreachable,
    DownReachable,
    DownAll,

    /// <summary>Some members reach others only through third ones: they go, and the unreachable ones with them.</summary>
    DownIndirectlyConnected,
}
