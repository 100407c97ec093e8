using Akka.Actor;

namespace Akka.Cluster.Tools.Client;

/// <summary>The tunnels of a receptionist, by the sender outside that they lead to.</summary>
internal sealed class ResponseTunnels(IActorContext context, TimeSpan receiveTimeout)
{
    private readonly Dictionary<IActorRef, IActorRef> _bySender = [];
    private readonly Dictionary<IActorRef, IActorRef> _senders = [];

    public IActorRef For(IActorRef sender)
    {
        if (!_bySender.TryGetValue(sender, out var tunnel))
        {
            tunnel = context.Watch(context.ActorOf(ClientResponseTunnel.Props(sender, receiveTimeout)));
            _bySender[sender] = tunnel;
            _senders[tunnel] = sender;
        }
        tunnel.Tell(ClientResponseTunnel.KeepOpen.Instance, ActorRefs.NoSender);
        return tunnel;
    }

    /// <returns>Whether it was a tunnel.</returns>
    public bool Remove(IActorRef tunnel)
    {
        if (!_senders.Remove(tunnel, out var sender)) return false;
        _bySender.Remove(sender);
        return true;
    }
}

/// <summary>Passes replies on to an actor outside the cluster. It closes after a time without any, and after the one reply to an Ask.</summary>
internal sealed class ClientResponseTunnel : ReceiveActor
{
    public ClientResponseTunnel(IActorRef client, TimeSpan receiveTimeout)
    {
        var isAsk = client.Path.Elements is ["temp", ..];
        SetReceiveTimeout(receiveTimeout);
        Receive<KeepOpen>(_ => { });
        Receive<ReceiveTimeout>(_ => Context.Stop(Self));
        ReceiveAny(message =>
        {
            client.Tell(message, ActorRefs.NoSender);
            if (isAsk) Context.Stop(Self);
        });
    }

    public static Props Props(IActorRef client, TimeSpan receiveTimeout) =>
        Actor.Props.Create(() => new ClientResponseTunnel(client, receiveTimeout)).WithDeploy(Deploy.Local);

    /// <summary>Starts the receive timeout again.</summary>
    internal sealed class KeepOpen : INoSerializationVerificationNeeded
    {
        public static readonly KeepOpen Instance = new();
    }
}
