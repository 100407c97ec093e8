using System.Collections.Frozen;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;

namespace Fard.Actors.Messages;

/// <summary>
/// Puts the control plane's messages into protobuf bytes. A manifest is one of a closed list of short names: no type of the runtime is ever named on
/// the wire, and nothing but what is listed is ever created.
/// </summary>
public sealed class FardMessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private static readonly MessageCodec[] Codecs =
    [
        .. ClientCodecs.All, .. BoardCodecs.All, .. CoordinatorCodecs.All, .. PlanCodecs.All, .. DeploymentCodecs.All, .. ContentCodecs.All, .. ObservationCodecs.All,
        .. TaskCodecs.All, .. TaskEventCodecs.All, .. KeyedCodecs.All,
    ];

    private static readonly FrozenDictionary<Type, MessageCodec> ByType = Codecs.ToFrozenDictionary(codec => codec.MessageType);

    private static readonly FrozenDictionary<string, MessageCodec> ByManifest = Codecs.ToFrozenDictionary(codec => codec.Manifest);

    /// <summary>Number of this serializer on the wire.</summary>
    public override int Identifier => 70_001;

    /// <summary>The manifests that it knows.</summary>
    public static IEnumerable<string> Manifests => Codecs.Select(codec => codec.Manifest);

    public override string Manifest(object o) => Find(o).Manifest;

    public override byte[] ToBinary(object obj) => Find(obj).Encode(obj);

    /// <exception cref="SerializationException">The manifest is not listed, or the bytes are no such message.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (manifest is null || !ByManifest.TryGetValue(manifest, out var codec))
            throw new SerializationException($"'{manifest}' is no message of Fard's control plane; do all members run the same release?");
        try
        {
            return codec.Decode(bytes, system);
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or FormatException or ArgumentException or OverflowException)
        {
            throw new SerializationException($"The bytes of a {manifest} are damaged: {exception.Message}", exception);
        }
    }

    private static MessageCodec Find(object message) => message is not null && ByType.TryGetValue(message.GetType(), out var codec)
        ? codec
        : throw new SerializationException($"{message?.GetType().Name ?? "null"} is no message of Fard's control plane.");
}
