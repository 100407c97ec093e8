using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>The settings under <c>akka.cluster.singleton</c>.</summary>
public sealed class ClusterSingletonManagerSettings : INoSerializationVerificationNeeded
{
    /// <param name="singletonName">Name of the singleton below its manager.</param>
    /// <param name="role">Role of the members that may run it; null: any member.</param>
    /// <param name="removalMargin">How long to wait after the removal of a crashed owner before the singleton starts elsewhere.</param>
    /// <param name="handOverRetryInterval">How often a member that takes over asks the former owner to hand over.</param>
    /// <param name="considerAppVersion">Prefers members with the highest application version over the oldest.</param>
    /// <exception cref="ArgumentException">The name is empty, or a time is not positive.</exception>
    public ClusterSingletonManagerSettings(string singletonName, string? role, TimeSpan removalMargin, TimeSpan handOverRetryInterval, bool considerAppVersion)
    {
        if (string.IsNullOrWhiteSpace(singletonName)) throw new ArgumentException("A singleton needs a name", nameof(singletonName));
        if (removalMargin < TimeSpan.Zero) throw new ArgumentException("ClusterSingletonManagerSettings.RemovalMargin must be positive", nameof(removalMargin));
        if (handOverRetryInterval <= TimeSpan.Zero) throw new ArgumentException("ClusterSingletonManagerSettings.HandOverRetryInterval must be positive", nameof(handOverRetryInterval));
        SingletonName = singletonName;
        Role = string.IsNullOrEmpty(role) ? null : role;
        RemovalMargin = removalMargin;
        HandOverRetryInterval = handOverRetryInterval;
        ConsiderAppVersion = considerAppVersion;
    }

    public string SingletonName { get; }

    public string? Role { get; }

    public TimeSpan RemovalMargin { get; }

    public TimeSpan HandOverRetryInterval { get; }

    public bool ConsiderAppVersion { get; }

    /// <summary>The settings of a system, with the removal margin of its downing provider.</summary>
    public static ClusterSingletonManagerSettings Create(ActorSystem system)
    {
        system.Settings.InjectTopLevelFallback(ClusterSingletonManager.DefaultConfig());
        return Create(system.Settings.Config.GetConfig("akka.cluster.singleton")).WithRemovalMargin(Cluster.Get(system).DowningProvider.DownRemovalMargin);
    }

    /// <param name="config">The section <c>akka.cluster.singleton</c>.</param>
    /// <exception cref="ConfigurationException">The section is missing.</exception>
    public static ClusterSingletonManagerSettings Create(Config config)
    {
        if (config.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<ClusterSingletonManagerSettings>("akka.cluster.singleton");
        return new ClusterSingletonManagerSettings(
            config.GetString("singleton-name")!,
            config.GetString("role"),
            TimeSpan.Zero,
            config.GetTimeSpan("hand-over-retry-interval", null, false),
            config.GetBoolean("consider-app-version"));
    }

    public ClusterSingletonManagerSettings WithSingletonName(string singletonName) => new(singletonName, Role, RemovalMargin, HandOverRetryInterval, ConsiderAppVersion);

    public ClusterSingletonManagerSettings WithRole(string? role) => new(SingletonName, role, RemovalMargin, HandOverRetryInterval, ConsiderAppVersion);

    public ClusterSingletonManagerSettings WithRemovalMargin(TimeSpan removalMargin) => new(SingletonName, Role, removalMargin, HandOverRetryInterval, ConsiderAppVersion);

    public ClusterSingletonManagerSettings WithHandOverRetryInterval(TimeSpan handOverRetryInterval) => new(SingletonName, Role, RemovalMargin, handOverRetryInterval, ConsiderAppVersion);
}
