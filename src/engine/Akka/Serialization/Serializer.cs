using Akka.Actor;

namespace Akka.Serialization;

/// <summary>Turns messages into bytes and back.</summary>
public abstract class Serializer
{
    protected readonly ExtendedActorSystem system;

    private readonly Lazy<int> _identifier;

    protected Serializer(ExtendedActorSystem system)
    {
        this.system = system;
        _identifier = new Lazy<int>(() => SerializerIdentifiers.Configured(system, GetType()));
    }

    /// <summary>The number by which the other side finds this serializer. Unless overridden: what akka.actor.serialization-identifiers says for its type.</summary>
    public virtual int Identifier => _identifier.Value;

    /// <summary>Whether <see cref="FromBinary(byte[], Type)"/> needs the type.</summary>
    public abstract bool IncludeManifest { get; }

    public abstract byte[] ToBinary(object obj);

    /// <summary>As <see cref="ToBinary"/>, with references to local actors written so that they can be reached at an address.</summary>
    public byte[] ToBinaryWithAddress(Address address, object obj) => Serialization.WithTransport(system, address, () => ToBinary(obj));

    public abstract object FromBinary(byte[] bytes, Type type);

    public T FromBinary<T>(byte[] bytes) => (T)FromBinary(bytes, typeof(T));
}

/// <summary>A serializer that names the kind of a message by a text of its own instead of a CLR type, so that types can move and formats can change.</summary>
public abstract class SerializerWithStringManifest : Serializer
{
    protected SerializerWithStringManifest(ExtendedActorSystem system)
        : base(system)
    {
    }

    public sealed override bool IncludeManifest => true;

    public sealed override object FromBinary(byte[] bytes, Type type) => FromBinary(bytes, type is null ? "" : TypeManifest.Of(type));

    public abstract object FromBinary(byte[] bytes, string manifest);

    /// <summary>The text that tells this kind of message from the others.</summary>
    public abstract string Manifest(object o);
}

internal static class SerializerIdentifiers
{
    public static int Configured(ExtendedActorSystem system, Type serializer)
    {
        const string Section = "akka.actor.serialization-identifiers";
        foreach (var (key, value) in system.Settings.Config.GetConfig(Section).AsEnumerable())
        {
            if (Util.Activation.Find(key.Trim('"')) == serializer)
                return value.GetInt();
        }

        throw new ArgumentException($"Couldn't find serializer id for [{serializer}] under [{Section}] HOCON path: add '\"{TypeManifest.Of(serializer)}\" = <number>' there");
    }
}

/// <summary>The short assembly-qualified name of a type, without versions.</summary>
internal static class TypeManifest
{
    public static string Of(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";
}
