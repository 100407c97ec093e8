using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;

namespace Akka.Cluster.Sharding;

/// <summary>The settings under <c>akka.cluster.sharding</c> for one type of entity.</summary>
public sealed class ClusterShardingSettings : INoSerializationVerificationNeeded
{
    private static readonly TimeSpan DefaultQueryTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Role of the members that host entities; null: any member.</summary>
    public readonly string? Role;

    /// <summary>Whether entities start again wherever their shard moves. The embedded engine refuses to start such a region.</summary>
    public readonly bool RememberEntities;

    public readonly string JournalPluginId;
    public readonly string SnapshotPluginId;

    /// <summary>Entities that got no message for so long are stopped; zero: never.</summary>
    public readonly TimeSpan PassivateIdleEntityAfter;

    public readonly StateStoreMode StateStoreMode;
    public readonly RememberEntitiesStore RememberEntitiesStore;

    /// <summary>How long a region waits for its shards, and a coordinator for regions, when asked for their state.</summary>
    public readonly TimeSpan ShardRegionQueryTimeout;

    public readonly TuningParameters TuningParameters;
    public readonly ClusterSingletonManagerSettings CoordinatorSingletonSettings;

    public ClusterShardingSettings(
        string? role,
        bool rememberEntities,
        string journalPluginId,
        string snapshotPluginId,
        TimeSpan passivateIdleEntityAfter,
        StateStoreMode stateStoreMode,
        TuningParameters tuningParameters,
        ClusterSingletonManagerSettings coordinatorSingletonSettings)
        : this(role, rememberEntities, journalPluginId, snapshotPluginId, passivateIdleEntityAfter, stateStoreMode, RememberEntitiesStore.DData, DefaultQueryTimeout, tuningParameters, coordinatorSingletonSettings)
    {
    }

    private ClusterShardingSettings(
        string? role,
        bool rememberEntities,
        string journalPluginId,
        string snapshotPluginId,
        TimeSpan passivateIdleEntityAfter,
        StateStoreMode stateStoreMode,
        RememberEntitiesStore rememberEntitiesStore,
        TimeSpan shardRegionQueryTimeout,
        TuningParameters tuningParameters,
        ClusterSingletonManagerSettings coordinatorSingletonSettings)
    {
        Role = string.IsNullOrEmpty(role) ? null : role;
        RememberEntities = rememberEntities;
        JournalPluginId = journalPluginId;
        SnapshotPluginId = snapshotPluginId;
        PassivateIdleEntityAfter = passivateIdleEntityAfter;
        StateStoreMode = stateStoreMode;
        RememberEntitiesStore = rememberEntitiesStore;
        ShardRegionQueryTimeout = shardRegionQueryTimeout;
        TuningParameters = tuningParameters;
        CoordinatorSingletonSettings = coordinatorSingletonSettings;
    }

    internal bool PassivatesIdleEntities => PassivateIdleEntityAfter > TimeSpan.Zero && !RememberEntities;

    /// <summary>The settings of a system, with the removal margin of its downing provider.</summary>
    public static ClusterShardingSettings Create(ActorSystem system)
    {
        system.Settings.InjectTopLevelFallback(ClusterSingletonManager.DefaultConfig());
        system.Settings.InjectTopLevelFallback(ClusterSharding.DefaultConfig());
        var config = system.Settings.Config.GetConfig("akka.cluster.sharding");
        var settings = Create(config, system.Settings.Config.GetConfig(config.GetString("coordinator-singleton")!));
        var margin = Cluster.Get(system).DowningProvider.DownRemovalMargin;
        return settings.WithCoordinatorSingletonSettings(settings.CoordinatorSingletonSettings.WithRemovalMargin(margin));
    }

    /// <param name="config">The section <c>akka.cluster.sharding</c>.</param>
    /// <param name="singletonConfig">The section with the settings of the coordinator's singleton.</param>
    /// <exception cref="ConfigurationException">A section is missing.</exception>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public static ClusterShardingSettings Create(Config config, Config singletonConfig)
    {
        if (config.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<ClusterShardingSettings>("akka.cluster.sharding");
        if (singletonConfig.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<ClusterShardingSettings>("akka.cluster.singleton");
        var remember = config.GetBoolean("remember-entities");
        return new ClusterShardingSettings(
            config.GetString("role"),
            remember,
            config.GetString("journal-plugin-id") ?? "",
            config.GetString("snapshot-plugin-id") ?? "",
            remember || IsOff(config.GetString("passivate-idle-entity-after")) ? TimeSpan.Zero : config.GetTimeSpan("passivate-idle-entity-after", TimeSpan.FromSeconds(120)),
            Named<StateStoreMode>(config.GetString("state-store-mode"), "akka.cluster.sharding.state-store-mode"),
            Named<RememberEntitiesStore>(config.GetString("remember-entities-store"), "akka.cluster.sharding.remember-entities-store"),
            config.GetTimeSpan("shard-region-query-timeout", DefaultQueryTimeout),
            Tuning(config),
            ClusterSingletonManagerSettings.Create(singletonConfig));
    }

    public ClusterShardingSettings WithRole(string? role) =>
        new(role, RememberEntities, JournalPluginId, SnapshotPluginId, PassivateIdleEntityAfter, StateStoreMode, RememberEntitiesStore, ShardRegionQueryTimeout, TuningParameters, CoordinatorSingletonSettings);

    public ClusterShardingSettings WithRememberEntities(bool rememberEntities) =>
        new(Role, rememberEntities, JournalPluginId, SnapshotPluginId, PassivateIdleEntityAfter, StateStoreMode, RememberEntitiesStore, ShardRegionQueryTimeout, TuningParameters, CoordinatorSingletonSettings);

    public ClusterShardingSettings WithJournalPluginId(string journalPluginId) =>
        new(Role, RememberEntities, journalPluginId ?? "", SnapshotPluginId, PassivateIdleEntityAfter, StateStoreMode, RememberEntitiesStore, ShardRegionQueryTimeout, TuningParameters, CoordinatorSingletonSettings);

    public ClusterShardingSettings WithSnapshotPluginId(string snapshotPluginId) =>
        new(Role, RememberEntities, JournalPluginId, snapshotPluginId ?? "", PassivateIdleEntityAfter, StateStoreMode, RememberEntitiesStore, ShardRegionQueryTimeout, TuningParameters, CoordinatorSingletonSettings);

    public ClusterShardingSettings WithPassivateIdleAfter(TimeSpan duration) =>
        new(Role, RememberEntities, JournalPluginId, SnapshotPluginId, duration, StateStoreMode, RememberEntitiesStore, ShardRegionQueryTimeout, TuningParameters, CoordinatorSingletonSettings);

    public ClusterShardingSettings WithStateStoreMode(StateStoreMode mode) =>
        new(Role, RememberEntities, JournalPluginId, SnapshotPluginId, PassivateIdleEntityAfter, mode, RememberEntitiesStore, ShardRegionQueryTimeout, TuningParameters, CoordinatorSingletonSettings);

    public ClusterShardingSettings WithTuningParameters(TuningParameters tuningParameters) =>
        new(Role, RememberEntities, JournalPluginId, SnapshotPluginId, PassivateIdleEntityAfter, StateStoreMode, RememberEntitiesStore, ShardRegionQueryTimeout, tuningParameters ?? throw new ArgumentNullException(nameof(tuningParameters)), CoordinatorSingletonSettings);

    public ClusterShardingSettings WithCoordinatorSingletonSettings(ClusterSingletonManagerSettings coordinatorSingletonSettings) =>
        new(Role, RememberEntities, JournalPluginId, SnapshotPluginId, PassivateIdleEntityAfter, StateStoreMode, RememberEntitiesStore, ShardRegionQueryTimeout, TuningParameters, coordinatorSingletonSettings);

    private static TuningParameters Tuning(Config config)
    {
        var allocation = config.GetConfig("least-shard-allocation-strategy");
        return new TuningParameters(
            config.GetTimeSpan("coordinator-failure-backoff"),
            config.GetTimeSpan("retry-interval"),
            config.GetInt("buffer-size"),
            config.GetTimeSpan("handoff-timeout"),
            config.GetTimeSpan("shard-start-timeout"),
            config.GetTimeSpan("shard-failure-backoff"),
            config.GetTimeSpan("entity-restart-backoff"),
            config.GetTimeSpan("rebalance-interval"),
            config.GetInt("snapshot-after"),
            config.GetInt("keep-nr-of-batches"),
            allocation.GetInt("rebalance-threshold"),
            allocation.GetInt("max-simultaneous-rebalance"),
            config.GetTimeSpan("waiting-for-state-timeout"),
            config.GetTimeSpan("updating-state-timeout"),
            config.GetString("entity-recovery-strategy")!,
            config.GetTimeSpan("entity-recovery-constant-rate-strategy.frequency"),
            config.GetInt("entity-recovery-constant-rate-strategy.number-of-entities"),
            config.GetInt("coordinator-state.write-majority-plus"),
            config.GetInt("coordinator-state.read-majority-plus"),
            allocation.GetInt("rebalance-absolute-limit"),
            allocation.GetDouble("rebalance-relative-limit"));
    }

    private static bool IsOff(string? value) => value?.ToUpperInvariant() is "OFF" or "FALSE" or "NO";

    private static T Named<T>(string? value, string key)
        where T : struct, Enum =>
        Enum.TryParse<T>(value, ignoreCase: true, out var known) && Enum.IsDefined(known) && !int.TryParse(value, out _)
            ? known
            : throw new ArgumentException($"Unknown {key} [{value}]: valid values are {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");
}
