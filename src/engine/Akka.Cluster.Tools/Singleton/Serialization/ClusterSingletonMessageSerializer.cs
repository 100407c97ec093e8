using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace Akka.Cluster.Tools.Singleton.Serialization;

/// <summary>The hand-over protocol. Every message is its manifest alone.</summary>
internal sealed class ClusterSingletonMessageSerializer : SerializerWithStringManifest
{
    private const int OwnIdentifier = 14;

    public ClusterSingletonMessageSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    public override int Identifier => OwnIdentifier;

    /// <summary>Makes the system able to send and receive the protocol, whether or not its configuration has <see cref="ClusterSingletonManager.DefaultConfig"/>.</summary>
    public static void Register(ExtendedActorSystem system)
    {
        var serializer = new ClusterSingletonMessageSerializer(system);
        system.Serialization.AddSerializer("akka-singleton", serializer);
        system.Serialization.AddSerializationMap(typeof(IClusterSingletonMessage), serializer);
    }

    public override string Manifest(object o) => o switch
    {
        HandOverToMe => "A",
        HandOverInProgress => "B",
        HandOverDone => "C",
        TakeOverFromMe => "D",
        _ => throw new ArgumentException($"Cannot serialize {o.GetType()}", nameof(o)),
    };

    public override byte[] ToBinary(object obj) => obj is IClusterSingletonMessage ? [] : throw new ArgumentException($"Cannot serialize {obj.GetType()}", nameof(obj));

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        "A" => new HandOverToMe(),
        "B" => new HandOverInProgress(),
        "C" => new HandOverDone(),
        "D" => new TakeOverFromMe(),
        _ => throw new SerializationException($"Unknown manifest [{manifest}] in {nameof(ClusterSingletonMessageSerializer)}"),
    };
}
