using Akka.Actor;

namespace Akka.Remote.Transport;

/// <summary>
/// The adapter <c>trttl</c> of <c>akka.remote.dot-netty.tcp.applied-adapters</c>: it limits or cuts directions of associations, and ends associations.
/// It is commanded by <see cref="SetThrottle"/>, <see cref="ForceDisassociate"/> and <see cref="ForceDisassociateExplicitly"/> through
/// <see cref="RemoteTransport.ManagementCommand(object)"/>.
/// </summary>
public class ThrottleTransportAdapter
{
    public const string Scheme = "trttl";

    internal ThrottleTransportAdapter()
    {
    }

    /// <summary>As seen by the system that gets the command.</summary>
    public enum Direction
    {
        Send,
        Receive,
        Both,
    }
}

/// <summary>Sets how much may be exchanged with the system at an address; of the address, host and port count.</summary>
public sealed class SetThrottle
{
    public SetThrottle(Address address, ThrottleTransportAdapter.Direction direction, ThrottleMode mode)
    {
        Address = address;
        Direction = direction;
        Mode = mode;
    }

    public Address Address { get; }

    public ThrottleTransportAdapter.Direction Direction { get; }

    public ThrottleMode Mode { get; }

    public override bool Equals(object? obj) =>
        obj is SetThrottle other && Address.Equals(other.Address) && Direction == other.Direction && Mode.Equals(other.Mode);

    public override int GetHashCode() => HashCode.Combine(Address, Direction, Mode);

    public static bool operator ==(SetThrottle? left, SetThrottle? right) => Equals(left, right);

    public static bool operator !=(SetThrottle? left, SetThrottle? right) => !Equals(left, right);
}
