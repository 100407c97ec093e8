using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe.Serialization;
using Akka.Remote.Delivery;
using Akka.Remote.Wire;
using Akka.Serialization;

namespace Akka.Cluster.Tools.Client.Serialization;

/// <summary>The messages between programs, cluster clients and receptionists in the engine's own binary format. Payloads have their own serializers.</summary>
internal sealed class ClusterClientMessageSerializer : SerializerWithStringManifest
{
    private const int OwnIdentifier = 15;

    private readonly PayloadCodec _payloads;

    public ClusterClientMessageSerializer(ExtendedActorSystem system)
        : base(system)
    {
        _payloads = new PayloadCodec(system);
    }

    public override int Identifier => OwnIdentifier;

    /// <summary>
    /// Makes the system able to send and receive the protocol, which carries publish-subscribe messages, whether or not its configuration has
    /// <see cref="ClusterClientReceptionist.DefaultConfig"/>.
    /// </summary>
    public static void Register(ExtendedActorSystem system)
    {
        var serializer = new ClusterClientMessageSerializer(system);
        system.Serialization.AddSerializer("akka-cluster-client", serializer);
        system.Serialization.AddSerializationMap(typeof(IClusterClientMessage), serializer);
        system.Serialization.AddSerializationMap(typeof(IClusterClientProtocolMessage), serializer);
        DistributedPubSubMessageSerializer.Register(system);
    }

    public override string Manifest(object o) => o switch
    {
        Contacts => "A",
        GetContacts => "B",
        Heartbeat => "C",
        HeartbeatRsp => "D",
        ReceptionistShutdown => "E",
        ClusterClient.Send => "F",
        ClusterClient.SendToAll => "G",
        ClusterClient.Publish => "H",
        _ => throw new ArgumentException($"Cannot serialize {o.GetType()}", nameof(o)),
    };

    public override byte[] ToBinary(object obj)
    {
        using var writer = new WireWriter();
        switch (obj)
        {
            case Contacts contacts:
                writer.Count(contacts.Points.Count);
                foreach (var point in contacts.Points) writer.Text(point.ToString());
                break;
            case GetContacts or Heartbeat or HeartbeatRsp or ReceptionistShutdown:
                break;
            case ClusterClient.Send send:
                writer.Text(send.Path);
                writer.Bool(send.LocalAffinity);
                _payloads.Write(writer, send.Message);
                break;
            case ClusterClient.SendToAll send:
                writer.Text(send.Path);
                _payloads.Write(writer, send.Message);
                break;
            case ClusterClient.Publish publish:
                writer.Text(publish.Topic);
                _payloads.Write(writer, publish.Message);
                break;
            default:
                throw new ArgumentException($"Cannot serialize {obj.GetType()}", nameof(obj));
        }
        return writer.ToArray();
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        var reader = new WireReader(bytes);
        object message = manifest switch
        {
            "A" => ReadContacts(ref reader),
            "B" => new GetContacts(),
            "C" => new Heartbeat(),
            "D" => new HeartbeatRsp(),
            "E" => new ReceptionistShutdown(),
            "F" => ReadSend(ref reader),
            "G" => new ClusterClient.SendToAll(reader.Text("path"), _payloads.Read(ref reader)),
            "H" => new ClusterClient.Publish(reader.Text("topic"), _payloads.Read(ref reader)),
            _ => throw new SerializationException($"Unknown manifest [{manifest}] in {nameof(ClusterClientMessageSerializer)}"),
        };
        reader.End(manifest);
        return message;
    }

    private static Contacts ReadContacts(ref WireReader reader)
    {
        var points = new ActorPath[reader.Count("contact points")];
        for (var i = 0; i < points.Length; i++)
        {
            var text = reader.Text("contact point");
            points[i] = ActorPath.TryParse(text, out var path) ? path : throw reader.Bad("contact point", $"[{text}] is not an actor path");
        }
        return new Contacts(points);
    }

    private ClusterClient.Send ReadSend(ref WireReader reader)
    {
        var (path, affinity) = (reader.Text("path"), reader.Bool("local affinity"));
        return new ClusterClient.Send(path, _payloads.Read(ref reader), affinity);
    }
}
