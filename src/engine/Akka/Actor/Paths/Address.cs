using System.Diagnostics.CodeAnalysis;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Where an actor system is: protocol, system name and, for a system that listens on the network, host and port.
/// Format: <c>protocol://system[@host:port]</c>.</summary>
public sealed class Address : IEquatable<Address>, IComparable<Address>, IComparable, ISurrogated, ICloneable
{
    /// <summary>The address that stands for every actor system.</summary>
    public static readonly Address AllSystems = new("akka", "all-systems");

    public static readonly IComparer<Address> Comparer = Comparer<Address>.Create(Compare);

    private readonly string _text;
    private readonly int _hash;

    public Address(string protocol, string system, string? host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        Host = host?.ToLowerInvariant();
        Port = port;
        _text = Host is null ? $"{protocol}://{system}" : Port is { } number ? $"{protocol}://{system}@{Bracketed(Host)}:{number}" : $"{protocol}://{system}@{Bracketed(Host)}";
        _hash = string.GetHashCode(_text, StringComparison.Ordinal);
    }

    public string? Host { get; }

    public int? Port { get; }

    public string Protocol { get; }

    public string System { get; }

    /// <summary>Whether the address means something only inside this process.</summary>
    public bool HasLocalScope => string.IsNullOrEmpty(Host);

    public bool HasGlobalScope => !HasLocalScope;

    public static bool operator ==(Address? left, Address? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(Address? left, Address? right) => !(left == right);

    /// <exception cref="UriFormatException">The text is not an address.</exception>
    public static Address Parse(string address) =>
        TryParse(address, out var parsed) ? parsed : throw new UriFormatException($"[{address}] is not an actor system address: expected protocol://system or protocol://system@host:port");

    public static bool TryParse(string path, [NotNullWhen(true)] out Address? address) => AddressParser.TryParse(path, out address, out _);

    public static bool TryParse(string path, [NotNullWhen(true)] out Address? address, [NotNullWhen(true)] out string? absolutUri)
    {
        absolutUri = null;
        if (!AddressParser.TryParse(path, out address, out var rest))
            return false;
        absolutUri = rest.IsEmpty ? "/" : rest.ToString();
        return true;
    }

    public static bool TryParse(ReadOnlySpan<char> span, [NotNullWhen(true)] out Address? address) => AddressParser.TryParse(span, out address, out _);

    public static bool TryParse(ReadOnlySpan<char> span, [NotNullWhen(true)] out Address? address, out ReadOnlySpan<char> absolutUri) =>
        AddressParser.TryParse(span, out address, out absolutUri);

    public Address WithProtocol(string protocol) => new(protocol, System, Host, Port);

    public Address WithSystem(string system) => new(Protocol, system, Host, Port);

    public Address WithHost(string? host = null) => new(Protocol, System, host, Port);

    public Address WithPort(int? port = null) => new(Protocol, System, Host, port);

    /// <summary>The address without its protocol: <c>system@host:port</c>.</summary>
    public string HostPort() => _text[(Protocol.Length + 3)..];

    public bool Equals(Address? other) => ReferenceEquals(this, other) || (other is not null && _hash == other._hash && _text == other._text);

    public override bool Equals(object? obj) => Equals(obj as Address);

    public override int GetHashCode() => _hash;

    public int CompareTo(Address? other) => other is null ? 1 : Compare(this, other);

    int IComparable.CompareTo(object? obj) => obj is Address other ? Compare(this, other) : throw new ArgumentException($"Cannot compare an address with {obj}", nameof(obj));

    public object Clone() => new Address(Protocol, System, Host, Port);

    public ISurrogate ToSurrogate(ActorSystem system) => new AddressSurrogate { Protocol = Protocol, System = System, Host = Host!, Port = Port };

    public override string ToString() => _text;

    private static string Bracketed(string host) => host.Contains(':') && !host.StartsWith('[') ? $"[{host}]" : host;

    private static int Compare(Address left, Address right)
    {
        var order = string.CompareOrdinal(left.Protocol, right.Protocol);
        if (order == 0)
            order = string.CompareOrdinal(left.System, right.System);
        if (order == 0)
            order = string.CompareOrdinal(left.Host, right.Host);
        return order != 0 ? order : (left.Port ?? 0).CompareTo(right.Port ?? 0);
    }

    public sealed class AddressSurrogate : ISurrogate
    {
        public string Protocol { get; set; } = "";

        public string System { get; set; } = "";

        public string Host { get; set; } = null!;

        public int? Port { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) => new Address(Protocol, System, Host, Port);
    }
}
