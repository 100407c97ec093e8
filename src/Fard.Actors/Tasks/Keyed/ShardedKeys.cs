using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Fard.Actors.Members;
using Fard.Actors.Messages;

namespace Fard.Actors.Tasks.Keyed;

/// <summary>The keys of all keyed tasks, spread over the members of role head: a sharded entity for each key.</summary>
internal static class ShardedKeys
{
    private const string TypeName = "keyed-tasks";

    /// <summary>Starts a head's part of them.</summary>
    public static IActorRef Start(ActorSystem system, IActorRef nodeManager, TaskSettings settings)
    {
        system.ActorOf(Props.Create(() => new KeyedStates()), KeyedStates.Name);
        var sharding = ClusterSharding.Get(system);
        var sharded = ClusterShardingSettings.Create(system).WithRole(FardRoles.Head);
        return sharding.Start(
            TypeName, KeyedEntity.Props(nodeManager, settings), sharded, new KeyExtractor(ShardCount(system)), sharding.DefaultShardAllocationStrategy(sharded), PoisonPill.Instance);
    }

    /// <summary>What takes messages to them from a member: its own part of them if it is a head, or a proxy.</summary>
    public static IActorRef RegionOf(ActorSystem system, Config config) => config.GetStringList("akka.cluster.roles").Contains(FardRoles.Head)
        ? ClusterSharding.Get(system).ShardRegion(TypeName)
        : ClusterSharding.Get(system).StartProxy(TypeName, FardRoles.Head, new KeyExtractor(ShardCount(system)));

    private static int ShardCount(ActorSystem system) => system.Settings.Config.GetInt("akka.cluster.sharding.number-of-shards", 16);

    private sealed class KeyExtractor(int shards) : HashCodeMessageExtractor(shards)
    {
        public override string EntityId(object message) => message is IKeyedMessage keyed ? $"{keyed.Id}|{keyed.Task}|{Uri.EscapeDataString(keyed.Key)}" : null!;
    }
}
