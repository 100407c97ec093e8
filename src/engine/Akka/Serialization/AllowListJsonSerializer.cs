using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Serialization;

/// <summary>CLR objects as JSON. Only types that akka.actor.serialization-settings.json.allowed-types lists can travel: the bytes of another process choose
/// among these and name no others.</summary>
internal sealed class AllowListJsonSerializer : SerializerWithStringManifest
{
    private const string AllowedTypes = "akka.actor.serialization-settings.json.allowed-types";

    private readonly Dictionary<string, Type> _byManifest = new(StringComparer.Ordinal);
    private readonly HashSet<Type> _allowed = [];
    private readonly JsonSerializerOptions _options;

    public AllowListJsonSerializer(ExtendedActorSystem system)
        : base(system)
    {
        foreach (var name in system.Settings.Config.GetStringList(AllowedTypes))
        {
            var type = Util.Activation.Find(name) ?? throw new ConfigurationException($"[{name}] in {AllowedTypes} is no type that can be found: write 'Namespace.Type, Assembly'");
            _allowed.Add(type);
            _byManifest[TypeManifest.Of(type)] = type;
        }

        _options = new JsonSerializerOptions { IncludeFields = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
        _options.Converters.Add(new ActorRefConverter(system));
        _options.Converters.Add(new TextConverter<ActorPath>(path => path.ToSerializationFormat(), ActorPath.Parse));
        _options.Converters.Add(new TextConverter<Address>(address => address.ToString(), Address.Parse));
    }

    public override int Identifier => 1;

    public override string Manifest(object o) => TypeManifest.Of(o.GetType());

    public override byte[] ToBinary(object obj)
    {
        var type = obj.GetType();
        if (!_allowed.Contains(type))
            throw NotAllowed(TypeManifest.Of(type));
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(obj, type, _options);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new SerializationException($"A {type} cannot be written as JSON: {e.Message}", e);
        }
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (!_byManifest.TryGetValue(manifest, out var type))
            throw NotAllowed(manifest);
        try
        {
            return JsonSerializer.Deserialize(bytes, type, _options) ?? throw new SerializationException($"The JSON of a {type} is null");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or FormatException)
        {
            throw new SerializationException($"{bytes.Length} bytes are not the JSON of a {type}: {e.Message}", e);
        }
    }

    private static SerializationException NotAllowed(string manifest) =>
        new($"[{manifest}] is not allowed to be serialized as JSON: add \"{manifest}\" to {AllowedTypes}, or bind the type to a serializer of its own in akka.actor.serialization-bindings");

    private sealed class ActorRefConverter(ExtendedActorSystem system) : JsonConverter<IActorRef>
    {
        public override bool CanConvert(Type typeToConvert) => typeof(IActorRef).IsAssignableFrom(typeToConvert);

        public override IActorRef? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } path ? system.Provider.ResolveActorRef(path) : null;

        public override void Write(Utf8JsonWriter writer, IActorRef value, JsonSerializerOptions options) => writer.WriteStringValue(Serialization.SerializedActorPath(value));
    }

    private sealed class TextConverter<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
    {
        public override bool CanConvert(Type typeToConvert) => typeof(T).IsAssignableFrom(typeToConvert);

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() is { } text ? read(text) : default;

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
    }
}
