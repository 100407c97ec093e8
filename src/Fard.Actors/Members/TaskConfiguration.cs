using Akka.Configuration;
using Fard.Actors.Tasks;

namespace Fard.Actors.Members;

/// <summary>Reads <c>fard.tasks</c>.</summary>
public static class TaskConfiguration
{
    /// <exception cref="FardConfigurationException">A value is missing or impossible.</exception>
    public static TaskSettings Read(Config config) => new()
    {
        ReserveTimeout = Time(config, "reserve-timeout"),
        ReservationExpiry = Time(config, "reservation-expiry"),
        LaunchTimeout = Time(config, "launch-timeout"),
        SetupTimeout = Time(config, "setup-timeout"),
        StopGrace = Time(config, "stop-grace"),
        ForceGrace = Time(config, "force-grace"),
        HeartbeatInterval = Time(config, "heartbeat-interval"),
        HeartbeatPause = Time(config, "heartbeat-pause"),
        Retry = Time(config, "retry"),
        RestartBackoff = Time(config, "restart-backoff"),
        RestartBackoffMax = Time(config, "restart-backoff-max"),
        RestartReset = Time(config, "restart-reset"),
        EventWindow = MemberSettings.Count(config, "fard.tasks.event-window", 4, 65_536),
        EventWait = Time(config, "event-wait"),
        EventAsk = Time(config, "event-ask"),
        KeyedRetry = Time(config, "keyed-retry"),
        EntityIdle = Time(config, "entity-idle"),
        EventQueue = MemberSettings.Count(config, "fard.tasks.event-queue", 1, 1_000_000),
        OutputBytes = MemberSettings.Bytes(config, "fard.tasks.output-bytes"),
        Remembered = MemberSettings.Count(config, "fard.tasks.remembered", 0, 1_000_000),
    };

    private static TimeSpan Time(Config config, string key) => MemberSettings.Time(config, $"fard.tasks.{key}");
}
