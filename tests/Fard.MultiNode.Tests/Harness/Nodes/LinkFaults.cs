using Akka.Actor;
using Fard.MultiNode.Tests.Harness.Wire;

namespace Fard.MultiNode.Tests.Harness.Nodes;

/// <summary>Disturbs the links of this node's actor system from inside its transport.</summary>
internal static class LinkFaults
{
    public static Task ThrottleAsync(ActorSystem system, ThrottleLink fault) => throw new NotSupportedException();

    public static Task DisconnectAsync(ActorSystem system, DisconnectLink fault) => throw new NotSupportedException();
}
