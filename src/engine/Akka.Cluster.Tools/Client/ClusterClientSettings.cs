using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Client;

/// <summary>The settings under <c>akka.cluster.client</c>.</summary>
public sealed class ClusterClientSettings : INoSerializationVerificationNeeded
{
    private const int LargestBuffer = 10_000;

    public ClusterClientSettings(
        IImmutableSet<ActorPath> initialContacts,
        TimeSpan establishingGetContactsInterval,
        TimeSpan refreshContactsInterval,
        TimeSpan heartbeatInterval,
        TimeSpan acceptableHeartbeatPause,
        int bufferSize,
        TimeSpan? reconnectTimeout = null)
        : this(initialContacts, establishingGetContactsInterval, refreshContactsInterval, heartbeatInterval, acceptableHeartbeatPause, bufferSize, true, reconnectTimeout)
    {
    }

    /// <param name="initialContacts">Paths of receptionists, such as akka.tcp://cluster@host:2552/system/receptionist.</param>
    /// <param name="establishingGetContactsInterval">How often the contacts are asked while there is no connection.</param>
    /// <param name="refreshContactsInterval">How often the receptionist is asked for contacts while there is one.</param>
    /// <param name="heartbeatInterval">How often a heart beat goes to the receptionist.</param>
    /// <param name="acceptableHeartbeatPause">How long beyond an interval its answer may stay out.</param>
    /// <param name="bufferSize">How many messages wait while there is no connection, 0 to 10,000; 0: they are dropped.</param>
    /// <param name="useLegacySerialization">Akka.NET's choice of serializer for the client's own messages; here they always have their own.</param>
    /// <param name="reconnectTimeout">After how long without a connection the client stops; null: never.</param>
    /// <exception cref="ArgumentException">The buffer size is out of its range.</exception>
    public ClusterClientSettings(
        IImmutableSet<ActorPath> initialContacts,
        TimeSpan establishingGetContactsInterval,
        TimeSpan refreshContactsInterval,
        TimeSpan heartbeatInterval,
        TimeSpan acceptableHeartbeatPause,
        int bufferSize,
        bool useLegacySerialization,
        TimeSpan? reconnectTimeout = null)
    {
        if (bufferSize is < 0 or > LargestBuffer) throw new ArgumentException("BufferSize must be >= 0 and <= 10000", nameof(bufferSize));
        InitialContacts = initialContacts;
        EstablishingGetContactsInterval = establishingGetContactsInterval;
        RefreshContactsInterval = refreshContactsInterval;
        HeartbeatInterval = heartbeatInterval;
        AcceptableHeartbeatPause = acceptableHeartbeatPause;
        BufferSize = bufferSize;
        UseLegacySerialization = useLegacySerialization;
        ReconnectTimeout = reconnectTimeout;
    }

    public IImmutableSet<ActorPath> InitialContacts { get; private set; }

    public TimeSpan EstablishingGetContactsInterval { get; private set; }

    public TimeSpan RefreshContactsInterval { get; private set; }

    public TimeSpan HeartbeatInterval { get; private set; }

    public TimeSpan AcceptableHeartbeatPause { get; }

    public int BufferSize { get; private init; }

    public TimeSpan? ReconnectTimeout { get; private set; }

    public bool UseLegacySerialization { get; private set; }

    public static ClusterClientSettings Create(ActorSystem system)
    {
        system.Settings.InjectTopLevelFallback(ClusterClientReceptionist.DefaultConfig());
        return Create(system.Settings.Config.GetConfig("akka.cluster.client"));
    }

    /// <param name="config">The section <c>akka.cluster.client</c>.</param>
    /// <exception cref="ConfigurationException">The section is missing, or asks for contacts from service discovery.</exception>
    /// <exception cref="UriFormatException">An initial contact is not an actor path.</exception>
    public static ClusterClientSettings Create(Config config)
    {
        if (config.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<ClusterClientSettings>("akka.cluster.client");
        if (config.GetBoolean("use-initial-contacts-discovery"))
            throw new ConfigurationException("The embedded engine has no service discovery: set akka.cluster.client.initial-contacts");
        TimeSpan? reconnectTimeout = config.GetString("reconnect-timeout") is "off" or "false" ? null : config.GetTimeSpan("reconnect-timeout");
        return new ClusterClientSettings(
            config.GetStringList("initial-contacts").Select(ActorPath.Parse).ToImmutableHashSet(),
            config.GetTimeSpan("establishing-get-contacts-interval"),
            config.GetTimeSpan("refresh-contacts-interval"),
            config.GetTimeSpan("heartbeat-interval"),
            config.GetTimeSpan("acceptable-heartbeat-pause"),
            config.GetInt("buffer-size"),
            config.GetBoolean("use-legacy-serialization"),
            reconnectTimeout);
    }

    /// <exception cref="ArgumentException">There are none.</exception>
    public ClusterClientSettings WithInitialContacts(IImmutableSet<ActorPath> initialContacts)
    {
        if (initialContacts.Count == 0) throw new ArgumentException("InitialContacts must be defined", nameof(initialContacts));
        return Changed(copy => copy.InitialContacts = initialContacts);
    }

    public ClusterClientSettings WithEstablishingGetContactsInterval(TimeSpan value) => Changed(copy => copy.EstablishingGetContactsInterval = value);

    public ClusterClientSettings WithRefreshContactsInterval(TimeSpan value) => Changed(copy => copy.RefreshContactsInterval = value);

    public ClusterClientSettings WithHeartbeatInterval(TimeSpan value) => Changed(copy => copy.HeartbeatInterval = value);

    public ClusterClientSettings WithBufferSize(int bufferSize) =>
        new(InitialContacts, EstablishingGetContactsInterval, RefreshContactsInterval, HeartbeatInterval, AcceptableHeartbeatPause, bufferSize, UseLegacySerialization, ReconnectTimeout);

    public ClusterClientSettings WithReconnectTimeout(TimeSpan? reconnectTimeout) => Changed(copy => copy.ReconnectTimeout = reconnectTimeout);

    public ClusterClientSettings WithUseLegacySerialization(bool useLegacySerialization) => Changed(copy => copy.UseLegacySerialization = useLegacySerialization);

    private ClusterClientSettings Changed(Action<ClusterClientSettings> change)
    {
        var copy = (ClusterClientSettings)MemberwiseClone();
        change(copy);
        return copy;
    }
}
