using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Cluster.Daemon;
using Akka.Remote.Wire;
using Akka.Serialization;
using Akka.Util;
using Welcome = Akka.Cluster.Daemon.Welcome;

namespace Akka.Cluster.Serialization;

/// <summary>The messages between members (<see cref="IClusterMessage"/>) in the engine's own binary format.</summary>
internal sealed class ClusterMessageSerializer : SerializerWithStringManifest
{
    public ClusterMessageSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    public override string Manifest(object o) => o switch
    {
        InitJoin => "IJ",
        InitJoinAck => "IJA",
        InitJoinNack => "IJN",
        Join => "J",
        Welcome => "W",
        Leave => "L",
        Down => "D",
        ExitingConfirmed => "EC",
        GossipEnvelope => "G",
        GossipStatus => "GS",
        Heartbeat => "HB",
        HeartbeatRsp => "HBR",
        _ => throw new ArgumentException($"Cannot serialize {o.GetType()}", nameof(o)),
    };

    public override byte[] ToBinary(object obj)
    {
        using var writer = new WireWriter();
        switch (obj)
        {
            case InitJoin:
                break;
            case InitJoinAck ack:
                writer.Address(ack.Address);
                break;
            case InitJoinNack nack:
                writer.Address(nack.Address);
                break;
            case Join join:
                GossipCodec.WriteNode(writer, join.Node);
                GossipCodec.WriteRoles(writer, join.Roles);
                writer.Text(join.AppVersion.Version);
                break;
            case Welcome welcome:
                GossipCodec.WriteNode(writer, welcome.From);
                GossipCodec.Write(writer, welcome.Gossip);
                break;
            case Leave leave:
                writer.Address(leave.Address);
                break;
            case Down down:
                writer.Address(down.Address);
                break;
            case ExitingConfirmed confirmed:
                GossipCodec.WriteNode(writer, confirmed.Node);
                break;
            case GossipEnvelope envelope:
                GossipCodec.WriteNode(writer, envelope.From);
                GossipCodec.WriteNode(writer, envelope.To);
                GossipCodec.Write(writer, envelope.Gossip);
                break;
            case GossipStatus status:
                GossipCodec.WriteNode(writer, status.From);
                writer.Int32(status.SeenDigest);
                GossipCodec.WriteVersion(writer, status.Version);
                break;
            case Heartbeat heartbeat:
                writer.Address(heartbeat.From);
                writer.Int64(heartbeat.Number);
                break;
            case HeartbeatRsp response:
                GossipCodec.WriteNode(writer, response.From);
                writer.Int64(response.Number);
                break;
        }
        return writer.ToArray();
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        var reader = new WireReader(bytes);
        object message = manifest switch
        {
            "IJ" => new InitJoin(),
            "IJA" => new InitJoinAck(reader.Address("address")),
            "IJN" => new InitJoinNack(reader.Address("address")),
            "J" => new Join(GossipCodec.ReadNode(ref reader), GossipCodec.ReadRoles(ref reader), AppVersion.Create(reader.Text("version"))),
            "W" => new Welcome(GossipCodec.ReadNode(ref reader), GossipCodec.Read(ref reader)),
            "L" => new Leave(reader.Address("address")),
            "D" => new Down(reader.Address("address")),
            "EC" => new ExitingConfirmed(GossipCodec.ReadNode(ref reader)),
            "G" => new GossipEnvelope(GossipCodec.ReadNode(ref reader), GossipCodec.ReadNode(ref reader), GossipCodec.Read(ref reader)),
            "GS" => ReadStatus(ref reader),
            "HB" => new Heartbeat(reader.Address("from"), reader.Int64("number")),
            "HBR" => new HeartbeatRsp(GossipCodec.ReadNode(ref reader), reader.Int64("number")),
            _ => throw new SerializationException($"Unknown manifest [{manifest}] in {nameof(ClusterMessageSerializer)}"),
        };
        reader.End(manifest);
        return message;
    }

    private static GossipStatus ReadStatus(ref WireReader reader)
    {
        var from = GossipCodec.ReadNode(ref reader);
        var digest = reader.Int32("seen digest");
        return new GossipStatus(from, GossipCodec.ReadVersion(ref reader), digest);
    }
}
