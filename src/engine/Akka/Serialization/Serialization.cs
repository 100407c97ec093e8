using System.Collections.Concurrent;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>The serializers of a system: by id when bytes come in, by type when a message goes out. A type without a binding of its own has that of
/// the nearest type or interface that it is.</summary>
public class Serialization
{
    [ThreadStatic]
    private static Information? _currentTransportInformation;

    private readonly ConcurrentDictionary<Type, Serializer> _byType = new();
    private readonly Dictionary<string, Serializer> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Serializer> _byId = [];
    private readonly List<(Type Type, Serializer Serializer)> _bindings = [];
    private readonly NullSerializer _nullSerializer;
    private readonly Lock _lock = new();

    public Serialization(ExtendedActorSystem system)
    {
        System = system;
        _nullSerializer = new NullSerializer(system);
        AddSerializer(_nullSerializer);
        var config = system.Settings.Config;
        foreach (var (name, value) in config.GetConfig("akka.actor.serializers").AsEnumerable())
            AddSerializer(name.Trim('"'), SerializerFactory.Create(value.GetString()!, $"akka.actor.serializers.{name}", system));
        foreach (var (key, value) in config.GetConfig("akka.actor.serialization-bindings").AsEnumerable())
        {
            var typeName = key.Trim('"');
            var type = Activation.Find(typeName)
                ?? throw new ConfigurationException($"[{typeName}] in akka.actor.serialization-bindings is no type that can be found: write 'Namespace.Type, Assembly'");
            if (!_byName.TryGetValue(value.GetString()!, out var serializer))
                throw new ConfigurationException($"Serialization binding of [{typeName}] names serializer [{value.GetString()!}], which akka.actor.serializers does not have");
            AddSerializationMap(type, serializer);
        }

        var setup = system.Settings.Setup.Get<SerializationSetup>();
        if (!setup.HasValue)
            return;
        foreach (var details in setup.Value.CreateSerializers(system))
        {
            AddSerializer(details.Alias, details.Serializer);
            foreach (var type in details.UseFor)
                AddSerializationMap(type, details.Serializer);
        }
    }

    public ExtendedActorSystem System { get; }

    /// <summary>Runs an action during which actor references are written with an address, so that the receiver can reach them.</summary>
    public static T WithTransport<T>(ActorSystem system, Address address, Func<T> action) => WithInformation(new Information(address, system), action);

    public static T WithTransport<T>(ExtendedActorSystem system, Func<T> action) => WithInformation(system.Provider.SerializationInformation, action);

    public static T WithTransport<TState, T>(ExtendedActorSystem system, TState state, Func<TState, T> action) =>
        WithInformation(system.Provider.SerializationInformation, () => action(state));

    /// <summary>A reference as text that the receiver's <see cref="DeserializeActorRef"/> reads back.</summary>
    public static string SerializedActorPath(IActorRef actorRef)
    {
        if (actorRef is null)
            return "";
        var path = actorRef.Path;
        if (_currentTransportInformation is { } information)
            return path.ToSerializationFormatWithAddress(information.Address);
        return actorRef is IInternalActorRef { IsLocal: true } and not Nobody and not Event.MinimalLogger and IInternalActorRef local
            ? path.ToSerializationFormatWithAddress(local.Provider.DefaultAddress)
            : path.ToSerializationFormat();
    }

    /// <summary>The text that goes with the bytes of a message so that its serializer can read them.</summary>
    public static string ManifestFor(Serializer s, object msg) => s switch
    {
        SerializerWithStringManifest withManifest => withManifest.Manifest(msg),
        { IncludeManifest: true } => TypeManifest.Of(msg.GetType()),
        _ => "",
    };

    public IActorRef DeserializeActorRef(string path) => System.Provider.ResolveActorRef(path);

    public void AddSerializer(Serializer serializer)
    {
        lock (_lock)
        {
            if (_byId.TryGetValue(serializer.Identifier, out var other) && other.GetType() != serializer.GetType())
                throw new ConfigurationException($"Serializers {other.GetType()} and {serializer.GetType()} have the same identifier {serializer.Identifier}");
            _byId[serializer.Identifier] = serializer;
        }
    }

    public void AddSerializer(string name, Serializer serializer)
    {
        AddSerializer(serializer);
        lock (_lock)
            _byName[name] = serializer;
    }

    /// <summary>Uses a serializer for a type and what derives from it.</summary>
    public void AddSerializationMap(Type type, Serializer serializer)
    {
        lock (_lock)
        {
            _bindings.RemoveAll(binding => binding.Type == type);
            _bindings.Add((type, serializer));
            _byType.Clear();
        }
    }

    public byte[] Serialize(object o) => WithTransport(System, () => FindSerializerFor(o).ToBinary(o));

    /// <exception cref="SerializationException">No serializer has that id.</exception>
    public object Deserialize(byte[] bytes, int serializerId, Type type) => WithTransport(System, () => ById(serializerId).FromBinary(bytes, type));

    public object Deserialize(byte[] bytes, int serializerId, string manifest) => WithTransport(System, () => ById(serializerId) switch
    {
        SerializerWithStringManifest withManifest => withManifest.FromBinary(bytes, manifest),
        { IncludeManifest: false } serializer => serializer.FromBinary(bytes, null!),
        var serializer => serializer.FromBinary(bytes, BoundType(manifest)),
    });

    /// <exception cref="SerializationException">No serializer is bound to the type.</exception>
    public Serializer FindSerializerFor(object obj, string? defaultSerializerName = null) => obj is null ? _nullSerializer : FindSerializerForType(obj.GetType(), defaultSerializerName);

    public Serializer FindSerializerForType(Type objectType, string? defaultSerializerName = null)
    {
        if (_byType.TryGetValue(objectType, out var known))
            return known;
        lock (_lock)
        {
            Serializer? found = null;
            Type? best = null;
            foreach (var (type, serializer) in _bindings)
            {
                if (type.IsAssignableFrom(objectType) && (best is null || best.IsAssignableFrom(type)))
                    (best, found) = (type, serializer);
            }

            if ((found is null || best == typeof(object)) && defaultSerializerName is not null && _byName.TryGetValue(defaultSerializerName, out var named))
                return named;
            if (found is null)
                throw new SerializationException($"Serializer not found for type {objectType}: bind it in akka.actor.serialization-bindings");
            _byType[objectType] = found;
            return found;
        }
    }

    internal static T WithInformation<T>(Information information, Func<T> action)
    {
        var previous = _currentTransportInformation;
        _currentTransportInformation = information;
        try
        {
            return action();
        }
        finally
        {
            _currentTransportInformation = previous;
        }
    }

    private Serializer ById(int id)
    {
        lock (_lock)
        {
            return _byId.TryGetValue(id, out var serializer) ? serializer : throw new SerializationException(
                $"Cannot find serializer with id [{id}]. The most probable reason is that the configuration entry 'akka.actor.serializers' is not in sync between the two systems.");
        }
    }

    /// <summary>A type named by bytes from outside is only taken from those that have a binding: nothing is loaded by name.</summary>
    private Type BoundType(string manifest)
    {
        lock (_lock)
        {
            foreach (var (type, _) in _bindings)
            {
                if (TypeManifest.Of(type) == manifest)
                    return type;
            }
        }

        throw new SerializationException($"[{manifest}] is not a type of akka.actor.serialization-bindings: bind it there to receive it");
    }
}
