using Akka.Actor;

namespace Akka.Remote;

/// <summary>What carries messages between systems.</summary>
internal abstract class RemoteTransport
{
    internal RemoteTransport()
    {
    }

    /// <summary>The addresses under which others reach this system.</summary>
    public abstract ISet<Address> Addresses { get; }

    public abstract Address DefaultAddress { get; }

    /// <summary>
    /// Gives a command to the transport and its adapters, such as <see cref="Akka.Remote.Transport.SetThrottle"/>. A command that nothing applied
    /// understands is dropped.
    /// </summary>
    /// <returns>Whether the command was handled or dropped.</returns>
    public abstract Task<bool> ManagementCommand(object cmd);

    /// <inheritdoc cref="ManagementCommand(object)"/>
    public abstract Task<bool> ManagementCommand(object cmd, CancellationToken cancellationToken);

    /// <inheritdoc cref="IRemoteActorRefProvider.Quarantine"/>
    public abstract void Quarantine(Address address, int? uid);
}
