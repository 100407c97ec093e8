using System.Collections.Immutable;
using Akka.Actor;
using Akka.Util;

namespace Akka.Cluster;

/// <summary>A member of the cluster as of one moment. Two members are equal when they are the same incarnation of the same address.</summary>
public class Member : IComparable<Member>, IComparable
{
    /// <summary>By host, then by port.</summary>
    public static readonly IComparer<Address> AddressOrdering = Comparer<Address>.Create(CompareAddresses);

    /// <summary>The oldest member (the one that came up first) first.</summary>
    public static readonly IComparer<Member> AgeOrdering = Comparer<Member>.Create(CompareAges);

    internal Member(UniqueAddress uniqueAddress, int upNumber, MemberStatus status, ImmutableHashSet<string> roles, AppVersion appVersion)
    {
        UniqueAddress = uniqueAddress;
        UpNumber = upNumber;
        Status = status;
        Roles = roles;
        AppVersion = appVersion;
    }

    public UniqueAddress UniqueAddress { get; }

    public Address Address => UniqueAddress.Address;

    public MemberStatus Status { get; }

    public ImmutableHashSet<string> Roles { get; }

    public AppVersion AppVersion { get; }

    /// <summary>The order in which members came up; <see cref="int.MaxValue"/> for one that has not.</summary>
    internal int UpNumber { get; }

    public bool HasRole(string role) => Roles.Contains(role);

    /// <summary>Whether this member came up before <paramref name="other"/>; members that came up at once are ordered by address.</summary>
    public bool IsOlderThan(Member other) => CompareAges(this, other) < 0;

    /// <exception cref="InvalidOperationException">A member cannot go from its status to <paramref name="status"/>.</exception>
    public Member Copy(MemberStatus status)
    {
        if (status == Status) return this;
        if (!Status.CanBecome(status)) throw new InvalidOperationException($"Invalid member status transition [{this} -> {status}]");
        return new Member(UniqueAddress, UpNumber, status, Roles, AppVersion);
    }

    /// <summary>This member with status Up, as the <paramref name="upNumber"/>th that came up.</summary>
    public Member CopyUp(int upNumber) => new(UniqueAddress, upNumber, Copy(MemberStatus.Up).Status, Roles, AppVersion);

    public int CompareTo(Member? other) => other is null ? 1 : UniqueAddress.CompareTo(other.UniqueAddress);

    int IComparable.CompareTo(object? obj) => CompareTo(obj as Member);

    public override bool Equals(object? obj) => obj is Member other && UniqueAddress.Equals(other.UniqueAddress);

    public override int GetHashCode() => UniqueAddress.GetHashCode();

    public override string ToString() => $"Member(address = {Address}, Uid={UniqueAddress.Uid} status = {Status}, role=[{string.Join(",", Roles.Order(StringComparer.Ordinal))}], upNumber={UpNumber}, version={AppVersion.Version})";

    internal static Member Create(UniqueAddress uniqueAddress, ImmutableHashSet<string> roles, AppVersion appVersion) =>
        new(uniqueAddress, int.MaxValue, MemberStatus.Joining, roles, appVersion);

    /// <summary>
    /// The newer of two views of one member: the status further along, then the lower up number. A total order, so merging is commutative, associative and idempotent.
    /// </summary>
    internal static Member Newer(Member a, Member b)
    {
        var progress = a.Status.Progress().CompareTo(b.Status.Progress());
        if (progress != 0) return progress > 0 ? a : b;
        return a.UpNumber <= b.UpNumber ? a : b;
    }

    private static int CompareAddresses(Address? a, Address? b)
    {
        if (ReferenceEquals(a, b)) return 0;
        if (a is null) return -1;
        if (b is null) return 1;
        var byHost = string.CompareOrdinal(a.Host, b.Host);
        return byHost != 0 ? byHost : (a.Port ?? 0).CompareTo(b.Port ?? 0);
    }

    private static int CompareAges(Member? a, Member? b)
    {
        if (ReferenceEquals(a, b)) return 0;
        if (a is null) return -1;
        if (b is null) return 1;
        var byAge = a.UpNumber.CompareTo(b.UpNumber);
        return byAge != 0 ? byAge : a.CompareTo(b);
    }
}
