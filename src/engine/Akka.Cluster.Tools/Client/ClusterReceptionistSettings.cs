using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Client;

/// <summary>The settings under <c>akka.cluster.client.receptionist</c>.</summary>
public sealed class ClusterReceptionistSettings : INoSerializationVerificationNeeded
{
    /// <param name="role">Role of the members that have a receptionist; null: every member.</param>
    /// <param name="numberOfContacts">How many contact points a client is told.</param>
    /// <param name="responseTunnelReceiveTimeout">After how long without a message the way back to a client's sender closes.</param>
    /// <param name="heartbeatInterval">How often a client's heart beat is expected.</param>
    /// <param name="acceptableHeartbeatPause">How long beyond an interval it may stay out.</param>
    /// <param name="failureDetectionInterval">How often that is checked.</param>
    public ClusterReceptionistSettings(
        string? role,
        int numberOfContacts,
        TimeSpan responseTunnelReceiveTimeout,
        TimeSpan heartbeatInterval,
        TimeSpan acceptableHeartbeatPause,
        TimeSpan failureDetectionInterval)
    {
        Role = string.IsNullOrEmpty(role) ? null! : role;
        NumberOfContacts = numberOfContacts;
        ResponseTunnelReceiveTimeout = responseTunnelReceiveTimeout;
        HeartbeatInterval = heartbeatInterval;
        AcceptableHeartbeatPause = acceptableHeartbeatPause;
        FailureDetectionInterval = failureDetectionInterval;
    }

    /// <summary>Null: every member.</summary>
    public string Role { get; }

    public int NumberOfContacts { get; }

    public TimeSpan ResponseTunnelReceiveTimeout { get; }

    public TimeSpan HeartbeatInterval { get; }

    public TimeSpan AcceptableHeartbeatPause { get; }

    public TimeSpan FailureDetectionInterval { get; }

    public static ClusterReceptionistSettings Create(ActorSystem system)
    {
        system.Settings.InjectTopLevelFallback(ClusterClientReceptionist.DefaultConfig());
        return Create(system.Settings.Config.GetConfig("akka.cluster.client.receptionist"));
    }

    /// <param name="config">The section <c>akka.cluster.client.receptionist</c>.</param>
    /// <exception cref="ConfigurationException">The section is missing.</exception>
    public static ClusterReceptionistSettings Create(Config config)
    {
        if (config.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<ClusterReceptionistSettings>("akka.cluster.client.receptionist");
        return new ClusterReceptionistSettings(
            config.GetString("role"),
            config.GetInt("number-of-contacts"),
            config.GetTimeSpan("response-tunnel-receive-timeout"),
            config.GetTimeSpan("heartbeat-interval"),
            config.GetTimeSpan("acceptable-heartbeat-pause"),
            config.GetTimeSpan("failure-detection-interval"));
    }

    public ClusterReceptionistSettings WithRole(string? role) =>
        new(role, NumberOfContacts, ResponseTunnelReceiveTimeout, HeartbeatInterval, AcceptableHeartbeatPause, FailureDetectionInterval);

    public ClusterReceptionistSettings WithoutRole() => WithRole(null);

    public ClusterReceptionistSettings WithNumberOfContacts(int numberOfContacts) =>
        new(Role, numberOfContacts, ResponseTunnelReceiveTimeout, HeartbeatInterval, AcceptableHeartbeatPause, FailureDetectionInterval);

    public ClusterReceptionistSettings WithResponseTunnelReceiveTimeout(TimeSpan responseTunnelReceiveTimeout) =>
        new(Role, NumberOfContacts, responseTunnelReceiveTimeout, HeartbeatInterval, AcceptableHeartbeatPause, FailureDetectionInterval);

    public ClusterReceptionistSettings WithHeartbeat(TimeSpan heartbeatInterval, TimeSpan acceptableHeartbeatPause, TimeSpan failureDetectionInterval) =>
        new(Role, NumberOfContacts, ResponseTunnelReceiveTimeout, heartbeatInterval, acceptableHeartbeatPause, failureDetectionInterval);
}
