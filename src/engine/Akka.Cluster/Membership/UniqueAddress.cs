using Akka.Actor;

namespace Akka.Cluster;

/// <summary>One incarnation of a cluster member: its address and the uid that its actor system drew when it started.</summary>
public class UniqueAddress : IEquatable<UniqueAddress>, IComparable<UniqueAddress>, IComparable
{
    public UniqueAddress(Address address, int uid)
    {
        Address = address;
        Uid = uid;
    }

    public Address Address { get; }

    public int Uid { get; }

    public bool Equals(UniqueAddress? other) => other is not null && Uid == other.Uid && Address.Equals(other.Address);

    public override bool Equals(object? obj) => Equals(obj as UniqueAddress);

    public override int GetHashCode() => Uid;

    /// <summary>By address (host, then port), then by uid.</summary>
    public int CompareTo(UniqueAddress? uniqueAddress)
    {
        if (uniqueAddress is null) return 1;
        var byAddress = Member.AddressOrdering.Compare(Address, uniqueAddress.Address);
        return byAddress != 0 ? byAddress : Uid.CompareTo(uniqueAddress.Uid);
    }

    int IComparable.CompareTo(object? obj) => CompareTo(obj as UniqueAddress);

    public override string ToString() => $"UniqueAddress: ({Address}, {Uid})";

    public static bool operator ==(UniqueAddress? left, UniqueAddress? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(UniqueAddress? left, UniqueAddress? right) => !(left == right);
}
