using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Akka.Util;

namespace Akka.Actor;

/// <summary>The place of an actor in the hierarchy of its system: an address and the names from the root down, optionally with the uid of one incarnation.
/// Format: <c>protocol://system[@host:port]/user/a/b[#uid]</c>. Two paths are equal when address and names are; the uid does not count.</summary>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>, ISurrogated
{
    /// <summary>The characters beside ASCII letters and digits that a name may contain.</summary>
    public const string ValidSymbols = "-_.*$+:@&=,!~';()";

    private readonly ActorPath? _parent;
    private string[]? _elements;
    private string? _text;
    private int _hash;

    protected ActorPath(Address address, string name)
    {
        Address = address;
        Name = name;
    }

    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        _parent = parentPath;
        Address = parentPath.Address;
        Name = name;
        Uid = uid;
        Depth = parentPath.Depth + 1;
    }

    public Address Address { get; }

    public string Name { get; }

    /// <summary>Tells one incarnation of a name from the next; 0 when it is not known.</summary>
    public long Uid { get; }

    /// <summary>The number of names below the root.</summary>
    public int Depth { get; }

    /// <summary>The path above this one; the root is its own parent.</summary>
    public ActorPath Parent => _parent ?? this;

    public ActorPath Root => ParentOf(0);

    /// <summary>The names from below the root down to this one.</summary>
    public IReadOnlyList<string> Elements => _elements ??= CollectElements();

    public static bool operator ==(ActorPath? left, ActorPath? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);

    public static ActorPath operator /(ActorPath path, string name) => path.Child(name);

    public static ActorPath operator /(ActorPath path, IEnumerable<string> name)
    {
        foreach (var element in name)
        {
            if (element.Length > 0)
                path = path.Child(element);
        }

        return path;
    }

    /// <summary>Whether a name may be given to an actor: not empty, no leading '$' (reserved for names made by the system), only ASCII letters, digits,
    /// <see cref="ValidSymbols"/> and percent-encoded bytes.</summary>
    public static bool IsValidPathElement(string s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$')
            return false;
        for (var i = 0; i < s.Length; i++)
        {
            if (s[i] == '%')
            {
                if (i + 2 >= s.Length || !char.IsAsciiHexDigit(s[i + 1]) || !char.IsAsciiHexDigit(s[i + 2]))
                    return false;
                i += 2;
            }
            else if (!char.IsAsciiLetterOrDigit(s[i]) && !ValidSymbols.Contains(s[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <exception cref="UriFormatException">The text is not an actor path.</exception>
    public static ActorPath Parse(string path) => TryParse(path, out var parsed) ? parsed : throw new UriFormatException($"Can not parse an ActorPath: {path}");

    public static bool TryParse(string path, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        actorPath = null;
        return path is not null && AddressParser.TryParse(path, out var address, out var rest) && TryParse(new RootActorPath(address), rest, out actorPath);
    }

    public static bool TryParse(ActorPath basePath, string absoluteUri, [NotNullWhen(true)] out ActorPath? actorPath) => TryParse(basePath, absoluteUri.AsSpan(), out actorPath);

    public static bool TryParse(ActorPath basePath, ReadOnlySpan<char> absoluteUri, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        actorPath = null;
        long uid = 0;
        var hash = absoluteUri.IndexOf('#');
        if (hash >= 0)
        {
            if (!long.TryParse(absoluteUri[(hash + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out uid))
                return false;
            absoluteUri = absoluteUri[..hash];
        }

        var path = basePath;
        foreach (var range in absoluteUri.Split('/'))
        {
            if (absoluteUri[range].Length > 0)
                path = new ChildActorPath(path, absoluteUri[range].ToString(), 0);
        }

        actorPath = uid == 0 ? path : path.WithUid(uid);
        return true;
    }

    public static bool TryParseAddress(string path, [NotNullWhen(true)] out Address? address) => AddressParser.TryParse(path, out address, out _);

    public static bool TryParseAddress(string path, [NotNullWhen(true)] out Address? address, out ReadOnlySpan<char> absoluteUri) =>
        AddressParser.TryParse(path, out address, out absoluteUri);

    public static string FormatPathElements(IEnumerable<string> pathElements) => "/" + string.Join('/', pathElements);

    /// <summary>The path of a child; a name of the form <c>name#uid</c> carries its uid.</summary>
    public ActorPath Child(string childName)
    {
        var hash = childName.IndexOf('#');
        if (hash > 0 && long.TryParse(childName.AsSpan(hash + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var uid))
            return new ChildActorPath(this, childName[..hash], uid);
        return new ChildActorPath(this, childName, 0);
    }

    /// <summary>The ancestor at a depth; a negative depth counts upwards from this path.</summary>
    public ActorPath ParentOf(int depth)
    {
        var current = this;
        var levels = depth >= 0 ? Depth - depth : -depth;
        for (; levels > 0 && current._parent is not null; levels--)
            current = current._parent;
        return current;
    }

    public ActorPath WithUid(long uid) => _parent is null || uid == Uid ? this : new ChildActorPath(_parent, Name, uid);

    public bool Equals(ActorPath? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null || Depth != other.Depth || GetHashCode() != other.GetHashCode() || !Address.Equals(other.Address))
            return false;
        ActorPath? a = this, b = other;
        for (; a is not null && b is not null && !ReferenceEquals(a, b); a = a._parent, b = b._parent)
        {
            if (a.Name != b.Name)
                return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    public override int GetHashCode()
    {
        if (_hash == 0)
            _hash = HashCode.Combine(_parent?.GetHashCode() ?? Address.GetHashCode(), string.GetHashCode(Name, StringComparison.Ordinal)) | 1;
        return _hash;
    }

    public int CompareTo(ActorPath? other)
    {
        if (other is null)
            return 1;
        var order = Address.CompareTo(other.Address);
        for (var i = 0; order == 0 && i < Math.Min(Depth, other.Depth); i++)
            order = string.CompareOrdinal(Elements[i], other.Elements[i]);
        return order != 0 ? order : Depth.CompareTo(other.Depth);
    }

    public string ToStringWithoutAddress() => FormatPathElements(Elements);

    public override string ToString() => ToStringWithAddress();

    public string ToStringWithUid() => WithUidFragment(ToStringWithAddress());

    public string ToStringWithAddress() => _text ??= Address + ToStringWithoutAddress();

    /// <summary>The path with an address in the place of its own where its own means something only in this process.</summary>
    public string ToStringWithAddress(Address address) => Address.HasGlobalScope ? ToStringWithAddress() : address + ToStringWithoutAddress();

    /// <summary>The path with its uid: what <see cref="Parse"/> and a provider's ResolveActorRef read back.</summary>
    public string ToSerializationFormat() => WithUidFragment(ToStringWithAddress());

    public string ToSerializationFormatWithAddress(Address address) => WithUidFragment(address is null ? ToStringWithAddress() : ToStringWithAddress(address));

    public ISurrogate ToSurrogate(ActorSystem system) => new Surrogate(ToSerializationFormat());

    private string WithUidFragment(string path) => Uid == 0 ? path : string.Create(CultureInfo.InvariantCulture, $"{path}#{Uid}");

    private string[] CollectElements()
    {
        var elements = new string[Depth];
        var current = this;
        for (var i = Depth - 1; i >= 0; i--, current = current._parent!)
            elements[i] = current.Name;
        return elements;
    }

    public sealed class Surrogate(string path) : ISurrogate, IEquatable<Surrogate>, IEquatable<ActorPath>
    {
        public string Path { get; } = path;

        public ISurrogated FromSurrogate(ActorSystem system) => Parse(Path);

        public bool Equals(Surrogate? other) => other is not null && Path == other.Path;

        public bool Equals(ActorPath? other) => other is not null && Parse(Path).Equals(other);

        public override bool Equals(object? obj) => obj is Surrogate other ? Equals(other) : Equals(obj as ActorPath);

        public override int GetHashCode() => Parse(Path).GetHashCode();
    }
}

/// <summary>The top of a system's hierarchy.</summary>
public sealed class RootActorPath(Address address, string name = "") : ActorPath(address, name);

/// <summary>A path below another.</summary>
public sealed class ChildActorPath(ActorPath parentPath, string name, long uid) : ActorPath(parentPath, name, uid);
