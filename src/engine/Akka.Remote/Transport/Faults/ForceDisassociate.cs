using Akka.Actor;

namespace Akka.Remote.Transport;

/// <summary>Why an association ended.</summary>
public enum DisassociateInfo
{
    Unknown = 0,
    Shutdown = 1,
    Quarantined = 2,
}

/// <summary>Breaks the association with the system at an address, as a failing network would.</summary>
public sealed class ForceDisassociate
{
    public ForceDisassociate(Address address)
    {
        Address = address;
    }

    public Address Address { get; }
}

/// <summary>Ends the association with the system at an address as if that system had ended it for the reason given.</summary>
public sealed class ForceDisassociateExplicitly
{
    public ForceDisassociateExplicitly(Address address, DisassociateInfo reason)
    {
        Address = address;
        Reason = reason;
    }

    public Address Address { get; }

    public DisassociateInfo Reason { get; }
}
