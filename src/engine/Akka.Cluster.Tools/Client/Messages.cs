using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Tools.Client;

/// <summary>A message between cluster clients and receptionists.</summary>
public interface IClusterClientMessage
{
}

/// <summary>A message that programs send to their <see cref="ClusterClient"/>.</summary>
public interface IClusterClientProtocolMessage
{
}

/// <summary>Client to receptionist: which members may I talk to?</summary>
internal sealed record GetContacts : IClusterClientMessage, IDeadLetterSuppression;

/// <summary>Receptionist to client: paths of receptionists.</summary>
internal sealed record Contacts(IReadOnlyList<ActorPath> Points) : IClusterClientMessage, IDeadLetterSuppression;

internal sealed record Heartbeat : IClusterClientMessage, IDeadLetterSuppression;

internal sealed record HeartbeatRsp : IClusterClientMessage, IDeadLetterSuppression;

/// <summary>Receptionist to client: look for another.</summary>
internal sealed record ReceptionistShutdown : IClusterClientMessage, IDeadLetterSuppression;
