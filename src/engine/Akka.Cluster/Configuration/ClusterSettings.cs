using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Cluster;

/// <summary>The settings under <c>akka.cluster</c>.</summary>
public sealed class ClusterSettings
{
    /// <exception cref="ConfigurationException">A value makes no sense; the message names its key.</exception>
    public ClusterSettings(Config config, string systemName)
    {
        var cluster = config.GetConfig("akka.cluster") ?? throw new ConfigurationException("akka.cluster is missing from the configuration; take the reference configuration as the fallback.");
        LogInfo = cluster.GetBoolean("log-info", true);
        LogInfoVerbose = cluster.GetBoolean("log-info-verbose");
        FailureDetectorConfig = cluster.GetConfig("failure-detector");
        FailureDetectorImplementationClass = FailureDetectorConfig.GetString("implementation-class")
            ?? throw new ConfigurationException("akka.cluster.failure-detector.implementation-class is missing.");
        HeartbeatInterval = Positive(FailureDetectorConfig, "heartbeat-interval");
        HeartbeatExpectedResponseAfter = Positive(FailureDetectorConfig, "expected-response-after");
        MonitoredByNrOfMembers = FailureDetectorConfig.GetInt("monitored-by-nr-of-members");
        if (MonitoredByNrOfMembers < 1) throw new ConfigurationException("akka.cluster.failure-detector.monitored-by-nr-of-members must be at least 1.");
        SeedNodes = [.. cluster.GetStringList("seed-nodes").Select(ParseSeed)];
        SeedNodeTimeout = Positive(cluster, "seed-node-timeout");
        RetryUnsuccessfulJoinAfter = Optional(cluster, "retry-unsuccessful-join-after");
        ShutdownAfterUnsuccessfulJoinSeedNodes = Optional(cluster, "shutdown-after-unsuccessful-join-seed-nodes");
        PeriodicTasksInitialDelay = cluster.GetTimeSpan("periodic-tasks-initial-delay");
        GossipInterval = Positive(cluster, "gossip-interval");
        GossipTimeToLive = Positive(cluster, "gossip-time-to-live");
        LeaderActionsInterval = Positive(cluster, "leader-actions-interval");
        UnreachableNodesReaperInterval = Positive(cluster, "unreachable-nodes-reaper-interval");
        PublishStatsInterval = Optional(cluster, "publish-stats-interval");
        GossipDifferentViewProbability = cluster.GetDouble("gossip-different-view-probability");
        ReduceGossipDifferentViewProbability = cluster.GetInt("reduce-gossip-different-view-probability");
        DownRemovalMargin = Optional(cluster, "down-removal-margin") ?? TimeSpan.Zero;
        DowningProviderTypeName = cluster.GetString("downing-provider-class") ?? "";
        RunCoordinatedShutdownWhenDown = cluster.GetBoolean("run-coordinated-shutdown-when-down");
        WeaklyUpAfter = WeaklyUp(cluster);
        AllowWeaklyUpMembers = WeaklyUpAfter > TimeSpan.Zero;
        UseDispatcher = cluster.GetString("use-dispatcher") is { Length: > 0 } dispatcher ? dispatcher : "akka.actor.internal-dispatcher";
        Roles = [.. cluster.GetStringList("roles")];
        AppVersion = AppVersion.Create(cluster.GetString("app-version") is { Length: > 0 } version and not "assembly-version" ? version : AssemblyVersion());
        MinNrOfMembers = cluster.GetInt("min-nr-of-members", 1);
        MinNrOfMembersOfRole = PerRole(cluster);
        _ = systemName;
    }

    public bool LogInfo { get; }

    public bool LogInfoVerbose { get; }

    public Config FailureDetectorConfig { get; }

    public string FailureDetectorImplementationClass { get; }

    public TimeSpan HeartbeatInterval { get; }

    /// <summary>How long after the first heart beat was sent a silent member counts as having answered once, so that its silence is noticed.</summary>
    public TimeSpan HeartbeatExpectedResponseAfter { get; }

    public int MonitoredByNrOfMembers { get; }

    public ImmutableList<Address> SeedNodes { get; }

    public TimeSpan SeedNodeTimeout { get; }

    /// <summary>When a join that nobody answered is tried again; null: never.</summary>
    public TimeSpan? RetryUnsuccessfulJoinAfter { get; }

    /// <summary>When to give up joining and shut the system down; null: never.</summary>
    public TimeSpan? ShutdownAfterUnsuccessfulJoinSeedNodes { get; }

    public TimeSpan PeriodicTasksInitialDelay { get; }

    public TimeSpan GossipInterval { get; }

    public TimeSpan GossipTimeToLive { get; }

    public TimeSpan LeaderActionsInterval { get; }

    public TimeSpan UnreachableNodesReaperInterval { get; }

    public TimeSpan? PublishStatsInterval { get; }

    public double GossipDifferentViewProbability { get; }

    public int ReduceGossipDifferentViewProbability { get; }

    public bool RunCoordinatedShutdownWhenDown { get; }

    public bool AllowWeaklyUpMembers { get; }

    public TimeSpan WeaklyUpAfter { get; }

    public string UseDispatcher { get; }

    public ImmutableHashSet<string> Roles { get; }

    public AppVersion AppVersion { get; }

    public int MinNrOfMembers { get; }

    public ImmutableDictionary<string, int> MinNrOfMembersOfRole { get; }

    /// <summary>The downing provider; <see cref="NoDowning"/> where none is configured.</summary>
    /// <exception cref="ConfigurationException">downing-provider-class names no type.</exception>
    public Type DowningProviderType => DowningProviderTypeName.Length == 0
        ? typeof(NoDowning)
        : Type.GetType(DowningProviderTypeName) ?? throw new ConfigurationException($"akka.cluster.downing-provider-class [{DowningProviderTypeName}] is not a type that can be loaded.");

    internal TimeSpan DownRemovalMargin { get; }

    internal string DowningProviderTypeName { get; }

    private static TimeSpan Positive(Config config, string key)
    {
        var value = config.GetTimeSpan(key, null, false);
        return value > TimeSpan.Zero ? value : throw new ConfigurationException($"{key} must be a time greater than zero, not {value}.");
    }

    private static TimeSpan? Optional(Config config, string key)
    {
        var text = config.GetString(key);
        return text is null || text.Equals("off", StringComparison.OrdinalIgnoreCase) || text.Equals("false", StringComparison.OrdinalIgnoreCase) ? null : Positive(config, key);
    }

    private static TimeSpan WeaklyUp(Config config) => config.GetString("allow-weakly-up-members")?.ToLowerInvariant() switch
    {
        null or "off" or "false" or "no" => TimeSpan.Zero,
        "on" or "true" or "yes" => TimeSpan.FromSeconds(7),
        _ => Positive(config, "allow-weakly-up-members"),
    };

    private static Address ParseSeed(string text) => Address.TryParse(text, out var address)
        ? address
        : throw new ConfigurationException($"akka.cluster.seed-nodes: [{text}] is not an address; expected akka.tcp://system@host:port.");

    private static string AssemblyVersion() =>
        System.Reflection.Assembly.GetEntryAssembly()?.GetName().Version?.ToString() ?? AppVersion.Zero.Version;

    private static ImmutableDictionary<string, int> PerRole(Config cluster)
    {
        var counts = ImmutableDictionary.CreateBuilder<string, int>();
        if (cluster.GetConfig("role") is not { IsEmpty: false } roles) return counts.ToImmutable();
        foreach (var (role, value) in roles.Root!.GetObject()!.Items)
            if (value.IsObject() && value.GetObject()!.GetKey("min-nr-of-members") is { } minimum) counts[role] = minimum.GetInt();
        return counts.ToImmutable();
    }
}
