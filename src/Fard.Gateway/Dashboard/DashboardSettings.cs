using Akka.Configuration;
using Fard.Actors.Members;

namespace Fard.Gateway.Dashboard;

/// <summary>Settings of the dashboard (<c>fard.gateway.dashboard</c> in the configuration).</summary>
public sealed record DashboardSettings
{
    /// <summary>How often the node manager is asked for the cluster's state while somebody looks.</summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A node manager that has not answered for this time is shown as lost.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Streams (state, events, logs) that may be open at once.</summary>
    public int MaxListeners { get; init; } = 128;

    /// <summary>Events that are kept for those who come later.</summary>
    public int KeptEvents { get; init; } = 500;

    /// <summary>A stream without news says so after this time, so that both ends notice a connection that died.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A reader that takes nothing for this time is disconnected.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Samples of every rate that are kept, one for each refresh.</summary>
    public int KeptSamples { get; init; } = 300;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="FardConfigurationException">A value is missing or impossible.</exception>
    public static DashboardSettings Read(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return new DashboardSettings
        {
            Refresh = MemberSettings.Time(config, "fard.gateway.dashboard.refresh"),
            Patience = MemberSettings.Time(config, "fard.gateway.dashboard.patience"),
            MaxListeners = MemberSettings.Count(config, "fard.gateway.dashboard.max-listeners", 1, 10_000),
            KeptEvents = MemberSettings.Count(config, "fard.gateway.dashboard.kept-events", 1, 100_000),
            PingInterval = MemberSettings.Time(config, "fard.gateway.dashboard.ping-interval"),
            WriteTimeout = MemberSettings.Time(config, "fard.gateway.dashboard.write-timeout"),
            KeptSamples = MemberSettings.Count(config, "fard.gateway.dashboard.kept-samples", 2, 100_000),
        };
    }
}
