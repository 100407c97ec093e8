using Akka.Actor;
using Akka.Remote;
using Akka.Remote.Transport;
using Fard.MultiNode.Tests.Harness.Wire;

namespace Fard.MultiNode.Tests.Harness.Nodes;

/// <summary>Disturbs the links of this node's actor system from inside its transport.</summary>
internal static class LinkFaults
{
    public static Task ThrottleAsync(ActorSystem system, ThrottleLink fault) => CommandAsync(system, new SetThrottle(
        Address.Parse(fault.ToAddress),
        fault.Direction switch
        {
            LinkDirection.Send => ThrottleTransportAdapter.Direction.Send,
            LinkDirection.Receive => ThrottleTransportAdapter.Direction.Receive,
            _ => ThrottleTransportAdapter.Direction.Both,
        },
        fault.BytesPerSecond switch
        {
            null => Unthrottled.Instance,
            <= 0 => Blackhole.Instance,
            var rate => new TokenBucket(1000, rate.Value, 0, 0),
        }));

    public static Task DisconnectAsync(ActorSystem system, DisconnectLink fault) => CommandAsync(system, new ForceDisassociate(Address.Parse(fault.ToAddress)));

    private static async Task CommandAsync(ActorSystem system, object command)
    {
        if (!await ((IRemoteActorRefProvider)((ExtendedActorSystem)system).Provider).Transport.ManagementCommand(command))
            throw new HarnessException($"The transport did not do {command.GetType().Name}.");
    }
}
