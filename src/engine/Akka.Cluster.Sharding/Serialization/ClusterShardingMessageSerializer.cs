using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Delivery;
using Akka.Remote.Wire;
using Akka.Serialization;

namespace Akka.Cluster.Sharding.Serialization;

/// <summary>Sharding's messages (<see cref="IClusterShardingSerializable"/>) in the engine's own binary format; the messages of users inside keep their own serializers.</summary>
public class ClusterShardingMessageSerializer : SerializerWithStringManifest
{
    private const int OwnIdentifier = 13;
    private const int DeepestEnvelope = 8;

    [ThreadStatic]
    private static int _depth;

    private readonly PayloadCodec _payloads;

    public ClusterShardingMessageSerializer(ExtendedActorSystem system)
        : base(system)
    {
        _payloads = new PayloadCodec(system);
    }

    public override int Identifier => OwnIdentifier;

    public override string Manifest(object o) => o switch
    {
        Register => "RR",
        RegisterProxy => "RP",
        RegisterAck => "RA",
        GetShardHome => "GH",
        ShardHome => "H",
        HostShard => "HS",
        ShardStarted => "SS",
        BeginHandOff => "BH",
        BeginHandOffAck => "BA",
        HandOff => "HO",
        ShardStopped => "ST",
        ShutdownRequest => "SR",
        ShardingEnvelope => "E",
        ShardRegion.StartEntity => "SE",
        StartEntityAck => "SA",
        GetShardRegionState => "QS",
        CurrentShardRegionState => "AS",
        ShardState => "S",
        GetShardRegionStats => "QT",
        ShardRegionStats => "AT",
        GetCurrentRegions => "QR",
        CurrentRegions => "AR",
        GetClusterShardingStats => "QC",
        ClusterShardingStats => "AC",
        _ => throw Unknown(o),
    };

    public override byte[] ToBinary(object obj)
    {
        using var writer = new WireWriter();
        switch (obj)
        {
            case Register register:
                WriteRef(writer, register.Region);
                QueryCodec.WriteTexts(writer, register.Shards);
                break;
            case RegisterProxy register:
                WriteRef(writer, register.Proxy);
                break;
            case ShutdownRequest shutdown:
                WriteRef(writer, shutdown.Region);
                break;
            case ShardHome home:
                writer.Text(home.Shard);
                WriteRef(writer, home.Region);
                break;
            case ShardingEnvelope envelope:
                writer.Text(envelope.EntityId);
                _payloads.WriteNested(writer, envelope.Message);
                break;
            case StartEntityAck ack:
                writer.Text(ack.EntityId);
                writer.Text(ack.ShardId);
                break;
            default:
                if (ShardOf(obj) is { } shard) writer.Text(shard);
                else if (!QueryCodec.Write(writer, obj) && obj is not RegisterAck) throw Unknown(obj);
                break;
        }
        return writer.ToArray();
    }

    /// <exception cref="SerializationException">The manifest is unknown.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        var reader = new WireReader(bytes);
        object message = manifest switch
        {
            "RR" => new Register(ReadRef(ref reader), QueryCodec.ReadTexts(ref reader, "shards")),
            "RP" => new RegisterProxy(ReadRef(ref reader)),
            "RA" => new RegisterAck(),
            "GH" => new GetShardHome(reader.Text("shard")),
            "H" => new ShardHome(reader.Text("shard"), ReadRef(ref reader)),
            "HS" => new HostShard(reader.Text("shard")),
            "SS" => new ShardStarted(reader.Text("shard")),
            "BH" => new BeginHandOff(reader.Text("shard")),
            "BA" => new BeginHandOffAck(reader.Text("shard")),
            "HO" => new HandOff(reader.Text("shard")),
            "ST" => new ShardStopped(reader.Text("shard")),
            "SR" => new ShutdownRequest(ReadRef(ref reader)),
            "E" => ReadEnvelope(ref reader),
            "SE" => new ShardRegion.StartEntity(reader.Text("entity")),
            "SA" => new StartEntityAck(reader.Text("entity"), reader.Text("shard")),
            _ => QueryCodec.Read(ref reader, manifest) ?? throw new SerializationException($"Unknown manifest [{manifest}] in {nameof(ClusterShardingMessageSerializer)}"),
        };
        reader.End(manifest);
        return message;
    }

    /// <summary>Makes the system able to send and receive the protocol, whether or not its configuration has <see cref="ClusterSharding.DefaultConfig"/>.</summary>
    internal static void AddTo(ExtendedActorSystem system)
    {
        var serializer = new ClusterShardingMessageSerializer(system);
        system.Serialization.AddSerializer("akka-sharding", serializer);
        system.Serialization.AddSerializationMap(typeof(IClusterShardingSerializable), serializer);
    }

    private static string? ShardOf(object message) => message switch
    {
        GetShardHome m => m.Shard,
        HostShard m => m.Shard,
        ShardStarted m => m.Shard,
        BeginHandOff m => m.Shard,
        BeginHandOffAck m => m.Shard,
        HandOff m => m.Shard,
        ShardStopped m => m.Shard,
        ShardRegion.StartEntity m => m.EntityId,
        _ => null,
    };

    private static ArgumentException Unknown(object o) => new($"Cannot serialize {o.GetType()}", nameof(o));

    private static void WriteRef(WireWriter writer, IActorRef actor) => writer.Text(Akka.Serialization.Serialization.SerializedActorPath(actor));

    private IActorRef ReadRef(ref WireReader reader)
    {
        var path = reader.Text("actor");
        return ActorPath.TryParse(path, out _) ? system.Provider.ResolveActorRef(path) : throw reader.Bad("actor", $"[{path}] is not an actor path");
    }

    /// <summary>Envelopes of a peer nest only so deep: each level is a call on the stack.</summary>
    private ShardingEnvelope ReadEnvelope(ref WireReader reader)
    {
        if (_depth >= DeepestEnvelope) throw reader.Bad("envelope", $"more than {DeepestEnvelope} envelopes inside each other");
        _depth++;
        try
        {
            return new ShardingEnvelope(reader.Text("entity"), _payloads.ReadNested(ref reader));
        }
        finally
        {
            _depth--;
        }
    }
}
