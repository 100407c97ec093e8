using Akka.Actor;

namespace Akka.Remote;

/// <summary>The provider of a system that others can reach. Cast a system's provider to it for what concerns its transport.</summary>
internal interface IRemoteActorRefProvider : IActorRefProvider
{
    RemoteTransport Transport { get; }

    IActorRef RemoteWatcher { get; }

    /// <summary>Never speaks with an incarnation of another system again. Without a uid: with the one that is connected now.</summary>
    void Quarantine(Address address, int? uid);
}
