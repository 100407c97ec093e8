using System.Collections.Immutable;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Cluster.Sharding.Serialization;
using Akka.Remote.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Akka.Cluster.Sharding.Tests.Internal;

public sealed class ClusterShardingMessageSerializerSpec : IAsyncLifetime
{
    private readonly ActorSystem _system = ActorSystem.Create("codec", """
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          actor.provider = remote
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
        }
        """);

    private readonly ClusterShardingMessageSerializer _serializer;
    private readonly object[] _messages;

    public ClusterShardingMessageSerializerSpec()
    {
        var system = (ExtendedActorSystem)_system;
        ClusterShardingMessageSerializer.AddTo(system);
        _serializer = new ClusterShardingMessageSerializer(system);
        var region = _system.ActorOf(Props.Empty, "region");
        var there = new Address("akka.tcp", "other", "10.0.0.7", 2552);
        var stats = new ShardRegionStats(ImmutableDictionary<string, int>.Empty.Add("7", 3).Add("8", 0), ImmutableHashSet.Create("9"));
        var state = new ShardState("7", ImmutableHashSet.Create("a", "ö"));
        _messages =
        [
            new RegisterProxy(region), new RegisterAck(), new GetShardHome("7"), new ShardHome("7", region), new HostShard("7"), new ShardStarted("7"), new BeginHandOff("7"),
            new BeginHandOffAck("7"), new HandOff("7"), new ShardStopped("7"), new ShutdownRequest(region), new ShardingEnvelope("a", "text"), new ShardingEnvelope("a", 5L),
            new ShardRegion.StartEntity("a"), new StartEntityAck("a", "7"), GetShardRegionState.Instance, GetShardRegionStats.Instance, GetCurrentRegions.Instance,
            new GetClusterShardingStats(TimeSpan.FromSeconds(3)), state, new CurrentShardRegionState(ImmutableHashSet.Create(state), ImmutableHashSet.Create("8")), stats,
            new CurrentRegions(ImmutableHashSet.Create(there)), new ClusterShardingStats(ImmutableDictionary<Address, ShardRegionStats>.Empty.Add(there, stats)),
        ];
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    [Fact]
    public void Every_message_reads_back()
    {
        foreach (var message in _messages) _serializer.FromBinary(Bytes(message), _serializer.Manifest(message)).ShouldBe(message);
        var register = new Register(_system.ActorOf(Props.Empty), ["7", "8"]);
        var read = _serializer.FromBinary(Bytes(register), _serializer.Manifest(register)).ShouldBeOfType<Register>();
        read.Region.ShouldBe(register.Region);
        read.Shards.ShouldBe(register.Shards);
    }

    [Fact]
    public void Manifests_tell_the_messages_apart_and_name_no_types()
    {
        var manifests = _messages.GroupBy(m => m.GetType()).Select(g => _serializer.Manifest(g.First())).ToList();

        manifests.ShouldBeUnique();
        manifests.ShouldAllBe(m => m.Length <= 2);
    }

    [Fact]
    public void Cut_messages_are_refused()
    {
        foreach (var message in _messages)
        {
            var bytes = Bytes(message);
            for (var length = 0; length < bytes.Length; length++)
            {
                var cut = bytes[..length];
                Should.Throw<Exception>(() => _serializer.FromBinary(cut, _serializer.Manifest(message))).ShouldSatisfyAllConditions(e => IsRefusal(e).ShouldBeTrue(e.ToString()));
            }
        }
    }

    [Fact]
    public void Damaged_messages_are_refused_or_are_other_messages() => Prop.ForAll(
        (from message in Gen.Elements(_messages)
         from manifest in Gen.Elements(_messages)
         from at in Gen.Choose(0, int.MaxValue)
         from value in Gen.Choose(0, 255)
         select (Bytes: Damage(Bytes(message), at, (byte)value), Manifest: _serializer.Manifest(manifest))).ToArbitrary(),
        damaged =>
        {
            try
            {
                return _serializer.FromBinary(damaged.Bytes, damaged.Manifest) is not null;
            }
            catch (Exception e) when (IsRefusal(e))
            {
                return true;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Refuses_counts_that_cannot_be_before_it_allocates()
    {
        byte[] many = [0xFF, 0xFF, 0xFF, 0xFF, 0x0F];

        foreach (var manifest in new[] { "AS", "AT", "AR", "AC" })
            Should.Throw<WireFormatException>(() => _serializer.FromBinary(many, manifest)).Message.ShouldContain("were announced");
    }

    [Fact]
    public void Refuses_envelopes_nested_too_deep()
    {
        var nested = Enumerable.Range(0, 20).Aggregate((object)"text", (inner, _) => new ShardingEnvelope("a", inner));

        Should.Throw<WireFormatException>(() => _serializer.FromBinary(Bytes(nested), "E")).Message.ShouldContain("envelopes inside each other");
    }

    [Fact]
    public void Refuses_unknown_manifests_and_messages()
    {
        Should.Throw<SerializationException>(() => _serializer.FromBinary([], "ZZ")).Message.ShouldContain("Unknown manifest [ZZ]");
        Should.Throw<ArgumentException>(() => _serializer.Manifest("text")).Message.ShouldContain("Cannot serialize");
        Should.Throw<ArgumentException>(() => _serializer.ToBinary("text")).Message.ShouldContain("Cannot serialize");
    }

    private static bool IsRefusal(Exception e) => e is WireFormatException or SerializationException;

    private static byte[] Damage(byte[] bytes, int at, byte value)
    {
        if (bytes.Length > 0) bytes[at % bytes.Length] = value;
        return bytes;
    }

    private byte[] Bytes(object message) => Akka.Serialization.Serialization.WithTransport((ExtendedActorSystem)_system, () => _serializer.ToBinary(message));
}
