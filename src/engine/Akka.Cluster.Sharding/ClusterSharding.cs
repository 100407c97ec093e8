using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Sharding.Serialization;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;

namespace Akka.Cluster.Sharding;

/// <summary>
/// Entities by id, spread over the members of a cluster: a message goes to a region of its type on any member, which finds the entity wherever it runs
/// and starts it where it does not run. Each member that is to host entities of a type starts a region of it, others a proxy.
/// </summary>
public partial class ClusterSharding : IExtension
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, IActorRef> _regions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IActorRef> _proxies = new(StringComparer.Ordinal);
    private readonly Lazy<IActorRef> _guardian;
    private readonly Cluster _cluster;

    public ClusterSharding(ExtendedActorSystem system)
    {
        system.Settings.InjectTopLevelFallback(ClusterSingletonManager.DefaultConfig());
        system.Settings.InjectTopLevelFallback(DefaultConfig());
        ClusterShardingMessageSerializer.AddTo(system);
        _cluster = Cluster.Get(system);
        Settings = ClusterShardingSettings.Create(system);
        var name = system.Settings.Config.GetString("akka.cluster.sharding.guardian-name")!;
        _guardian = new Lazy<IActorRef>(() => system.SystemActorOf(Props.Create(() => new ClusterShardingGuardian()), name));
    }

    /// <summary>The settings of the system's configuration.</summary>
    public ClusterShardingSettings Settings { get; }

    /// <summary>The types whose regions, not proxies, were started here.</summary>
    public ImmutableHashSet<string> ShardTypeNames => [.. _regions.Keys];

    public static ClusterSharding Get(ActorSystem system) => system.WithExtension<ClusterSharding, ClusterShardingExtensionProvider>();

    /// <summary>The reference configuration of sharding.</summary>
    public static Config DefaultConfig() =>
        ConfigurationFactory.FromResource("Akka.Cluster.Sharding.Configuration.Sharding.conf", typeof(ClusterSharding).Assembly);

    /// <summary>The region of a type here, or its proxy.</summary>
    /// <exception cref="ArgumentException">Neither was started.</exception>
    public IActorRef ShardRegion(string typeName) =>
        _regions.TryGetValue(typeName, out var region) || _proxies.TryGetValue(typeName, out region) ? region : throw NotStarted(typeName);

    /// <summary>The proxy of a type here.</summary>
    /// <exception cref="ArgumentException">None was started.</exception>
    public IActorRef ShardRegionProxy(string typeName) => _proxies.TryGetValue(typeName, out var proxy) ? proxy : throw NotStarted(typeName);

    /// <summary>The strategy that <c>least-shard-allocation-strategy</c> of the settings says.</summary>
    public IShardAllocationStrategy DefaultShardAllocationStrategy(ClusterShardingSettings settings)
    {
        var tuning = settings.TuningParameters;
        return tuning.LeastShardAllocationAbsoluteLimit > 0
            ? ShardAllocationStrategy.LeastShardAllocationStrategy(tuning.LeastShardAllocationAbsoluteLimit, tuning.LeastShardAllocationRelativeLimit)
            : new LeastShardAllocationStrategy(tuning.LeastShardAllocationRebalanceThreshold, tuning.LeastShardAllocationMaxSimultaneousRebalance);
    }

    private static ArgumentException NotStarted(string typeName) => new($"Shard type [{typeName}] must be started first", nameof(typeName));

    private async Task<IActorRef> StartRegion(
        string typeName, Func<string, Props> entityProps, ClusterShardingSettings settings, IMessageExtractor extractor, IShardAllocationStrategy strategy, object handOffStopMessage)
    {
        ArgumentException.ThrowIfNullOrEmpty(typeName);
        if (settings.RememberEntities)
            throw new NotSupportedException($"Shard type [{typeName}]: remember-entities is not in the embedded engine; set akka.cluster.sharding.remember-entities = off, or build with ActorEngine=Akka");
        if (settings.StateStoreMode == StateStoreMode.Custom)
            throw new NotSupportedException($"Shard type [{typeName}]: state-store-mode custom is not in the embedded engine; use persistence or ddata, which both ask the regions");
        if (settings.Role is { } role && !_cluster.SelfRoles.Contains(role)) return await StartProxyFor(typeName, settings, extractor).ConfigureAwait(false);
        var start = new ClusterShardingGuardian.Start(typeName, entityProps, settings, new EnvelopeMessageExtractor(extractor), strategy, handOffStopMessage);
        return await Begin(_regions, typeName, start).ConfigureAwait(false);
    }

    private Task<IActorRef> StartProxyFor(string typeName, ClusterShardingSettings settings, IMessageExtractor extractor)
    {
        ArgumentException.ThrowIfNullOrEmpty(typeName);
        return Begin(_proxies, typeName, new ClusterShardingGuardian.StartProxy(typeName, settings, new EnvelopeMessageExtractor(extractor)));
    }

    /// <summary>The guardian answers with the one that runs where there is one.</summary>
    private async Task<IActorRef> Begin(ConcurrentDictionary<string, IActorRef> known, string typeName, object start)
    {
        var started = await _guardian.Value.Ask<ClusterShardingGuardian.Started>(start, StartPatience).ConfigureAwait(false);
        known[typeName] = started.Region;
        return started.Region;
    }
}
