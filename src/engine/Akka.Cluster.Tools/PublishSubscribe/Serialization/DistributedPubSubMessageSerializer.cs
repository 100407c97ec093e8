using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe.Registry;
using Akka.Remote.Delivery;
using Akka.Remote.Wire;
using Akka.Serialization;

namespace Akka.Cluster.Tools.PublishSubscribe.Serialization;

/// <summary>The messages between mediators, and those that a cluster client sends them, in the engine's own binary format. Payloads have their own serializers.</summary>
internal sealed class DistributedPubSubMessageSerializer : SerializerWithStringManifest
{
    private const int OwnIdentifier = 9;

    /// <summary>Bytes of an address and a version at least.</summary>
    private const int SmallestBucket = 15;

    /// <summary>Kind, two texts, a version and a flag.</summary>
    private const int SmallestEntry = 12;

    private readonly PayloadCodec _payloads;

    public DistributedPubSubMessageSerializer(ExtendedActorSystem system)
        : base(system)
    {
        _payloads = new PayloadCodec(system);
    }

    public override int Identifier => OwnIdentifier;

    /// <summary>Makes the system able to send and receive the protocol, whether or not its configuration has <see cref="DistributedPubSub.DefaultConfig"/>.</summary>
    public static void Register(ExtendedActorSystem system)
    {
        var serializer = new DistributedPubSubMessageSerializer(system);
        system.Serialization.AddSerializer("akka-pubsub", serializer);
        system.Serialization.AddSerializationMap(typeof(IDistributedPubSubMessage), serializer);
    }

    public override string Manifest(object o) => o switch
    {
        RegistryStatus => "A",
        RegistryDelta => "B",
        Send => "C",
        SendToAll => "D",
        Publish => "E",
        Deliver => "F",
        _ => throw new ArgumentException($"Cannot serialize {o.GetType()}", nameof(o)),
    };

    public override byte[] ToBinary(object obj)
    {
        using var writer = new WireWriter();
        switch (obj)
        {
            case RegistryStatus status:
                writer.Count(status.Versions.Count);
                foreach (var (owner, version) in status.Versions)
                {
                    writer.Address(owner);
                    writer.Int64(version);
                }
                writer.Bool(status.IsReply);
                break;
            case RegistryDelta delta:
                writer.Count(delta.Buckets.Count);
                foreach (var bucket in delta.Buckets) Write(writer, bucket);
                break;
            case Send send:
                WriteAddressed(writer, send.Path, send.LocalAffinity, send.Message);
                break;
            case SendToAll send:
                WriteAddressed(writer, send.Path, send.ExcludeSelf, send.Message);
                break;
            case Publish publish:
                WriteAddressed(writer, publish.Topic, publish.SendOneMessageToEachGroup, publish.Message);
                break;
            case Deliver deliver:
                writer.Text(deliver.Topic);
                writer.OptionalText(deliver.Group);
                _payloads.Write(writer, deliver.Message);
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
            "A" => ReadStatus(ref reader),
            "B" => ReadDelta(ref reader),
            "C" => ReadSend(ref reader),
            "D" => ReadSendToAll(ref reader),
            "E" => ReadPublish(ref reader),
            "F" => new Deliver(reader.Text("topic"), reader.OptionalText("group"), _payloads.Read(ref reader)),
            _ => throw new SerializationException($"Unknown manifest [{manifest}] in {nameof(DistributedPubSubMessageSerializer)}"),
        };
        reader.End(manifest);
        return message;
    }

    private static RegistryStatus ReadStatus(ref WireReader reader)
    {
        var versions = new Dictionary<Address, long>();
        for (var left = reader.Count("versions", SmallestBucket); left > 0; left--)
        {
            var owner = reader.Address("owner");
            versions[owner] = reader.Int64("version");
        }
        return new RegistryStatus(versions, reader.Bool("is reply"));
    }

    private static void Write(WireWriter writer, BucketDelta bucket)
    {
        writer.Address(bucket.Owner);
        writer.Int64(bucket.Version);
        writer.Count(bucket.Entries.Count);
        foreach (var (key, entry) in bucket.Entries)
        {
            writer.Byte((byte)key.Kind);
            writer.Text(key.Name);
            writer.OptionalText(key.Group);
            writer.Int64(entry.Version);
            writer.Bool(entry.Present);
            if (entry.Present && key.Kind == EntryKind.Path) writer.Text(Akka.Serialization.Serialization.SerializedActorPath(entry.Ref!));
        }
    }

    private RegistryDelta ReadDelta(ref WireReader reader)
    {
        var buckets = new BucketDelta[reader.Count("buckets", SmallestBucket)];
        for (var i = 0; i < buckets.Length; i++)
        {
            var owner = reader.Address("owner");
            var version = reader.Int64("version");
            var entries = new KeyValuePair<EntryKey, Entry>[reader.Count("entries", SmallestEntry)];
            for (var j = 0; j < entries.Length; j++) entries[j] = ReadEntry(ref reader);
            buckets[i] = new BucketDelta(owner, version, entries);
        }
        return new RegistryDelta(buckets);
    }

    private KeyValuePair<EntryKey, Entry> ReadEntry(ref WireReader reader)
    {
        var kind = (EntryKind)reader.Byte("kind");
        if (kind > EntryKind.Topic) throw reader.Bad("kind", $"{(byte)kind} is no kind of entry");
        var key = new EntryKey(kind, reader.Text("name"), reader.OptionalText("group"));
        var version = reader.Int64("entry version");
        var present = reader.Bool("present");
        if (!present || kind != EntryKind.Path) return new(key, new Entry(version, present, null));
        var path = reader.Text("actor");
        if (!ActorPath.TryParse(path, out _)) throw reader.Bad("actor", $"[{path}] is not an actor path");
        return new(key, new Entry(version, present, system.Provider.ResolveActorRef(path)));
    }

    private void WriteAddressed(WireWriter writer, string to, bool flag, object message)
    {
        writer.Text(to);
        writer.Bool(flag);
        _payloads.Write(writer, message);
    }

    private Send ReadSend(ref WireReader reader)
    {
        var (path, affinity) = (reader.Text("path"), reader.Bool("local affinity"));
        return new Send(path, _payloads.Read(ref reader), affinity);
    }

    private SendToAll ReadSendToAll(ref WireReader reader)
    {
        var (path, excludeSelf) = (reader.Text("path"), reader.Bool("exclude self"));
        return new SendToAll(path, _payloads.Read(ref reader), excludeSelf);
    }

    private Publish ReadPublish(ref WireReader reader)
    {
        var (topic, toGroups) = (reader.Text("topic"), reader.Bool("one message to each group"));
        return new Publish(topic, _payloads.Read(ref reader), toGroups);
    }
}
