using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Akka.Cluster.Tools.Client.Serialization;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Cluster.Tools.PublishSubscribe.Registry;
using Akka.Cluster.Tools.PublishSubscribe.Serialization;
using Akka.Remote.Wire;
using Akka.Serialization;
using FsCheck;
using FsCheck.Fluent;

namespace Akka.Cluster.Tools.Tests.Internal;

/// <summary>The tools' messages on the wire, whole and damaged.</summary>
public sealed class CodecSpec : IAsyncLifetime
{
    private static readonly Address Node = new("akka.tcp", "spec", "host", 2552);

    private readonly ExtendedActorSystem _system = (ExtendedActorSystem)ActorSystem.Create("codec", "akka.loglevel = OFF\nakka.stdout-loglevel = OFF");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    [Fact]
    public void Every_message_survives_the_wire()
    {
        foreach (var message in PubSubMessages()) RoundTrip(new DistributedPubSubMessageSerializer(_system), message).ShouldBe(message);
        foreach (var message in ClientMessages()) RoundTrip(new ClusterClientMessageSerializer(_system), message).ShouldBe(message);
    }

    [Fact]
    public void Gossip_survives_the_wire()
    {
        var serializer = new DistributedPubSubMessageSerializer(_system);
        var status = (RegistryStatus)RoundTrip(serializer, GossipStatus());
        var delta = (RegistryDelta)RoundTrip(serializer, GossipDelta());
        var contacts = (Contacts)RoundTrip(new ClusterClientMessageSerializer(_system), ContactList());

        status.IsReply.ShouldBeTrue();
        status.Versions.ShouldBe(GossipStatus().Versions);
        var bucket = delta.Buckets.Single();
        (bucket.Owner, bucket.Version).ShouldBe((Node, 9L));
        bucket.Entries.Select(e => e.Key).ShouldBe(GossipDelta().Buckets[0].Entries.Select(e => e.Key));
        bucket.Entries.Select(e => e.Value.Present).ShouldBe([true, true, false]);
        bucket.Entries[0].Value.Ref!.Path.Elements.ShouldBe(["user", "service"]);
        contacts.Points.ShouldBe(ContactList().Points);
    }

    [Fact]
    public void Damaged_bytes_are_read_or_refused_with_a_reason() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        var (serializer, message) = Any(random);
        var bytes = serializer.ToBinary(message);
        if (bytes.Length == 0) bytes = [1];
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        if (random.Next(2) == 0) bytes = bytes[..random.Next(bytes.Length)];
        try
        {
            serializer.FromBinary(bytes, serializer.Manifest(message));
        }
        catch (Exception refusal) when (refusal is WireFormatException or SerializationException or ArgumentException)
        {
            return refusal.Message.Length > 0;
        }
        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void More_elements_than_bytes_are_refused_before_anything_is_allocated()
    {
        byte[] announced = [0xFF, 0xFF, 0xFF, 0xFF, 0x0F];
        foreach (var (serializer, manifest) in new (SerializerWithStringManifest, string)[]
        {
            (new DistributedPubSubMessageSerializer(_system), "A"),
            (new DistributedPubSubMessageSerializer(_system), "B"),
            (new ClusterClientMessageSerializer(_system), "A"),
        })
            Should.Throw<WireFormatException>(() => serializer.FromBinary(announced, manifest)).Message.ShouldContain("were announced");
    }

    [Fact]
    public void Unknown_manifests_and_messages_are_refused()
    {
        Should.Throw<SerializationException>(() => new DistributedPubSubMessageSerializer(_system).FromBinary([], "Z")).Message.ShouldContain("[Z]");
        Should.Throw<SerializationException>(() => new ClusterClientMessageSerializer(_system).FromBinary([], "Z")).Message.ShouldContain("[Z]");
        Should.Throw<ArgumentException>(() => new DistributedPubSubMessageSerializer(_system).ToBinary("text"));
        Should.Throw<ArgumentException>(() => new ClusterClientMessageSerializer(_system).ToBinary("text"));
    }

    private static object[] PubSubMessages() =>
    [
        new Send("/user/a", "x", true), new SendToAll("/user/a", 7, true), new Publish("topic", "x", true), new Deliver("topic", null, "x"), new Deliver("topic", "group", "x"),
    ];

    private static object[] ClientMessages() =>
    [
        new GetContacts(), new Heartbeat(), new HeartbeatRsp(), new ReceptionistShutdown(),
        new ClusterClient.Send("/user/a", "x", true), new ClusterClient.SendToAll("/user/a", 7), new ClusterClient.Publish("topic", "x"),
    ];

    private static RegistryStatus GossipStatus() => new(new Dictionary<Address, long> { [Node] = 7, [Node.WithPort(1)] = -1 }, true);

    private RegistryDelta GossipDelta() => new([new BucketDelta(Node, 9,
    [
        new(EntryKey.OfPath("/user/service"), new Entry(7, true, _system.Provider.ResolveActorRef("akka://codec/user/service"))),
        new(EntryKey.OfTopic("topic", "group"), new Entry(8, true, null)),
        new(EntryKey.OfPath("/user/gone"), new Entry(9, false, null)),
    ])]);

    private static Contacts ContactList() => new([new RootActorPath(Node) / "system" / "receptionist"]);

    private (SerializerWithStringManifest Serializer, object Message) Any(Random random)
    {
        object[] pubSub = [.. PubSubMessages(), GossipStatus(), GossipDelta()];
        object[] client = [.. ClientMessages(), ContactList()];
        return random.Next(2) == 0
            ? (new DistributedPubSubMessageSerializer(_system), pubSub[random.Next(pubSub.Length)])
            : (new ClusterClientMessageSerializer(_system), client[random.Next(client.Length)]);
    }

    private static object RoundTrip(SerializerWithStringManifest serializer, object message) =>
        serializer.FromBinary(serializer.ToBinary(message), serializer.Manifest(message));
}
