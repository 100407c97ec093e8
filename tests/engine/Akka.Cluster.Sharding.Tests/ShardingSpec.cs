using Akka.Actor;

namespace Akka.Cluster.Sharding.Tests;

/// <summary>A spec with the regions of one type on several members. Every entity has a shard of its own, named as it.</summary>
public abstract class ShardingSpec : ClusterSpec
{
    protected const string TypeName = "job";

    protected const string Config = """
        akka.cluster.roles = [host]
        akka.cluster.singleton.hand-over-retry-interval = 200ms
        akka.cluster.sharding {
          role = host
          state-store-mode = ddata
          distributed-data.durable.keys = []
          retry-interval = 200ms
          rebalance-interval = 300ms
          least-shard-allocation-strategy {
            rebalance-absolute-limit = 20
            rebalance-relative-limit = 1.0
          }
        }
        """;

    private protected Ledger Ledger { get; } = new();

    protected IActorRef StartRegion(Cluster member, Func<ClusterShardingSettings, ClusterShardingSettings>? settings = null)
    {
        var (ledger, sharding) = (Ledger, ClusterSharding.Get(member.System));
        var own = ClusterShardingSettings.Create(member.System);
        own = settings is null ? own : settings(own);
        return sharding.Start(TypeName, id => Props.Create(() => new Entity(id, ledger)), own, new Extractor(), sharding.DefaultShardAllocationStrategy(own), Entity.Goodbye);
    }

    /// <summary>Starts a region on each member and waits until the coordinator knows all, so that new shards are spread over all of them.</summary>
    protected async Task<IReadOnlyList<IActorRef>> StartRegions(IReadOnlyList<Cluster> members)
    {
        var regions = members.Select(m => StartRegion(m)).ToList();
        await UntilRegistered(regions[0], members.Count);
        return regions;
    }

    protected static void Tell(IActorRef region, string entity, string message, IActorRef? sender = null) =>
        region.Tell(new ShardingEnvelope(entity, message), sender ?? ActorRefs.NoSender);

    /// <summary>Asks an entity until it answers: what is under way when a member goes is lost.</summary>
    protected static async Task<string> Ask(IActorRef region, string entity, string message)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                return await region.Ask<string>(new ShardingEnvelope(entity, message), TimeSpan.FromSeconds(2));
            }
            catch (AskTimeoutException)
            {
                patience.Token.ThrowIfCancellationRequested();
            }
        }
    }

    protected static async Task<Address> Where(IActorRef region, string entity) => Address.Parse(await Ask(region, entity, Entity.Where));

    protected static async Task<Dictionary<string, Address>> WhereAll(IActorRef region, IEnumerable<string> entities)
    {
        var answers = entities.Select(async e => (Entity: e, At: await Where(region, e)));
        return (await Task.WhenAll(answers)).ToDictionary(a => a.Entity, a => a.At);
    }

    protected static string[] Entities(int count) => [.. Enumerable.Range(0, count).Select(i => $"e{i}")];

    /// <summary>The number of shards in each region.</summary>
    protected static async Task<Dictionary<Address, int>> ShardCounts(IActorRef region)
    {
        var stats = await region.Ask<ClusterShardingStats>(new GetClusterShardingStats(Patience), Patience);
        return stats.Regions.ToDictionary(r => r.Key, r => r.Value.Stats.Count);
    }

    /// <summary>Waits until each region has so many shards.</summary>
    protected static async Task UntilEven(IActorRef region, int regions, int shards)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await ShardCounts(region) is var counts && (counts.Count != regions || counts.Values.Any(c => c != shards))) patience.Token.ThrowIfCancellationRequested();
    }

    private static async Task UntilRegistered(IActorRef region, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                if ((await region.Ask<CurrentRegions>(GetCurrentRegions.Instance, TimeSpan.FromSeconds(1))).Regions.Count == count) return;
            }
            catch (AskTimeoutException)
            {
                // The region has no coordinator yet.
            }
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    protected sealed class Extractor : IMessageExtractor
    {
        public string? EntityId(object message) => message switch
        {
            ShardingEnvelope envelope => envelope.EntityId,
            ShardRegion.StartEntity start => start.EntityId,
            _ => null,
        };

        public object? EntityMessage(object message) => message is ShardingEnvelope envelope ? envelope.Message : message;

        public string? ShardId(object message) => EntityId(message);

        public string? ShardId(string entityId, object? messageHint = null) => entityId;
    }
}
