using Akka.Actor;
using Akka.Remote.Transport;
using Akka.Tests.Support;
using Fard.MultiNode.Tests.Harness.Wire;

namespace Fard.MultiNode.Tests.Harness.Nodes;

/// <summary>Disturbs the links of an actor system from inside its transport, which has to have the adapters <c>trttl</c> and <c>gremlin</c>.</summary>
internal static class LinkFaults
{
    /// <param name="bytesPerSecond">Null: no limit; 0: nothing passes, and nobody is told.</param>
    public static Task ThrottleAsync(ActorSystem system, Address to, LinkDirection direction, double? bytesPerSecond) => CommandAsync(system, new SetThrottle(
        to,
        direction switch
        {
            LinkDirection.Send => ThrottleTransportAdapter.Direction.Send,
            LinkDirection.Receive => ThrottleTransportAdapter.Direction.Receive,
            _ => ThrottleTransportAdapter.Direction.Both,
        },
        bytesPerSecond switch
        {
            null => Unthrottled.Instance,
            <= 0 => Blackhole.Instance,
            var rate => new TokenBucket(1000, rate.Value, 0, 0),
        }));

    /// <summary>Breaks the connections; they may be made again at once.</summary>
    public static Task DisconnectAsync(ActorSystem system, Address to) => CommandAsync(system, new ForceDisassociate(to));

    private static async Task CommandAsync(ActorSystem system, object command)
    {
        if (!await TransportCommand.SendAsync(system, command))
            throw new HarnessException($"The transport did not do {command.GetType().Name}.");
    }
}
