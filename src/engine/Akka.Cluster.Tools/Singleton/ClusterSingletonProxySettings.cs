using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>The settings under <c>akka.cluster.singleton-proxy</c>.</summary>
public sealed class ClusterSingletonProxySettings : INoSerializationVerificationNeeded
{
    private const int LargestBuffer = 10_000;

    /// <param name="singletonName">Name of the singleton below its manager.</param>
    /// <param name="role">Role of the members that may run it; null: any member.</param>
    /// <param name="singletonIdentificationInterval">How often an unknown singleton is looked for.</param>
    /// <param name="bufferSize">How many messages wait while there is no singleton, 0 to 10,000; 0: they are dropped.</param>
    /// <param name="considerAppVersion">As the manager's setting.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public ClusterSingletonProxySettings(string singletonName, string? role, TimeSpan singletonIdentificationInterval, int bufferSize, bool considerAppVersion)
    {
        if (string.IsNullOrWhiteSpace(singletonName)) throw new ArgumentException("A singleton needs a name", nameof(singletonName));
        if (singletonIdentificationInterval <= TimeSpan.Zero) throw new ArgumentException("singletonIdentificationInterval must be positive", nameof(singletonIdentificationInterval));
        if (bufferSize is < 0 or > LargestBuffer) throw new ArgumentException("bufferSize must be >= 0 and <= 10000", nameof(bufferSize));
        SingletonName = singletonName;
        Role = string.IsNullOrEmpty(role) ? null : role;
        SingletonIdentificationInterval = singletonIdentificationInterval;
        BufferSize = bufferSize;
        ConsiderAppVersion = considerAppVersion;
    }

    public string SingletonName { get; }

    public string? Role { get; }

    public TimeSpan SingletonIdentificationInterval { get; }

    public int BufferSize { get; }

    public bool ConsiderAppVersion { get; }

    public static ClusterSingletonProxySettings Create(ActorSystem system)
    {
        system.Settings.InjectTopLevelFallback(ClusterSingletonManager.DefaultConfig());
        var config = system.Settings.Config;
        return Create(config.GetConfig("akka.cluster.singleton-proxy"), config.GetBoolean("akka.cluster.singleton.consider-app-version"));
    }

    /// <param name="config">The section <c>akka.cluster.singleton-proxy</c>.</param>
    /// <exception cref="ConfigurationException">The section is missing.</exception>
    public static ClusterSingletonProxySettings Create(Config config, bool considerAppVersion)
    {
        if (config.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<ClusterSingletonProxySettings>("akka.cluster.singleton-proxy");
        return new ClusterSingletonProxySettings(
            config.GetString("singleton-name")!,
            config.GetString("role"),
            config.GetTimeSpan("singleton-identification-interval", null, false),
            config.GetInt("buffer-size"),
            considerAppVersion);
    }

    public ClusterSingletonProxySettings WithSingletonName(string singletonName) => new(singletonName, Role, SingletonIdentificationInterval, BufferSize, ConsiderAppVersion);

    public ClusterSingletonProxySettings WithRole(string? role) => new(SingletonName, role, SingletonIdentificationInterval, BufferSize, ConsiderAppVersion);

    public ClusterSingletonProxySettings WithSingletonIdentificationInterval(TimeSpan singletonIdentificationInterval) =>
        new(SingletonName, Role, singletonIdentificationInterval, BufferSize, ConsiderAppVersion);

    public ClusterSingletonProxySettings WithBufferSize(int bufferSize) => new(SingletonName, Role, SingletonIdentificationInterval, bufferSize, ConsiderAppVersion);
}
