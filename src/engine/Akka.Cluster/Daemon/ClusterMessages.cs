using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Gossiping;
using Akka.Event;
using Akka.Util;

namespace Akka.Cluster.Daemon;

/// <summary>Asks a seed node whether it is in a cluster.</summary>
internal sealed record InitJoin : IClusterMessage, IDeadLetterSuppression;

/// <summary>The seed node is in a cluster and can be joined.</summary>
internal sealed record InitJoinAck(Address Address) : IClusterMessage, IDeadLetterSuppression;

/// <summary>The seed node is not in a cluster itself.</summary>
internal sealed record InitJoinNack(Address Address) : IClusterMessage, IDeadLetterSuppression;

/// <summary>Asks a member to take another incarnation in.</summary>
internal sealed record Join(UniqueAddress Node, ImmutableHashSet<string> Roles, AppVersion AppVersion) : IClusterMessage;

/// <summary>Tells the joining member that it is in.</summary>
internal sealed record Welcome(UniqueAddress From, Gossip Gossip) : IClusterMessage;

/// <summary>Asks for a member to leave in good order.</summary>
internal sealed record Leave(Address Address) : IClusterMessage;

/// <summary>Asks for a member to be taken for dead.</summary>
internal sealed record Down(Address Address) : IClusterMessage;

/// <summary>An exiting member has nothing left to do and may be removed.</summary>
internal sealed record ExitingConfirmed(UniqueAddress Node) : IClusterMessage, IDeadLetterSuppression;

internal sealed record GossipEnvelope(UniqueAddress From, UniqueAddress To, Gossip Gossip) : IClusterMessage, IDeadLetterSuppression;

/// <summary>The version of a gossip without its contents; the digest tells apart who has seen it.</summary>
internal sealed record GossipStatus(UniqueAddress From, VectorClock Version, int SeenDigest) : IClusterMessage, IDeadLetterSuppression
{
    public static int Digest(Gossip gossip) => gossip.Seen.Aggregate(gossip.Seen.Count, (digest, node) => digest ^ node.Uid);
}

internal sealed record Heartbeat(Address From, long Number) : IClusterMessage, IDeadLetterSuppression;

internal sealed record HeartbeatRsp(UniqueAddress From, long Number) : IClusterMessage, IDeadLetterSuppression;
