using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>The settings under <c>akka.cluster.pub-sub</c>.</summary>
public sealed class DistributedPubSubSettings : INoSerializationVerificationNeeded
{
    /// <param name="role">Role of the members that have a mediator; null: every member.</param>
    /// <param name="routingLogic">Who gets a <see cref="Send"/>, and which subscriber of a group.</param>
    /// <param name="gossipInterval">How often a mediator tells another what it has.</param>
    /// <param name="removedTimeToLive">How long a removed entry is remembered as removed.</param>
    /// <param name="maxDeltaElements">Entries of one gossip message at most.</param>
    /// <param name="sendToDeadLettersWhenNoSubscribers">Whether messages for nobody go to dead letters.</param>
    public DistributedPubSubSettings(
        string? role, RoutingLogic routingLogic, TimeSpan gossipInterval, TimeSpan removedTimeToLive, int maxDeltaElements, bool sendToDeadLettersWhenNoSubscribers)
    {
        ArgumentNullException.ThrowIfNull(routingLogic);
        if (gossipInterval <= TimeSpan.Zero) throw new ArgumentException("gossip-interval must be positive", nameof(gossipInterval));
        if (maxDeltaElements <= 0) throw new ArgumentException("max-delta-elements must be positive", nameof(maxDeltaElements));
        Role = string.IsNullOrEmpty(role) ? null! : role;
        RoutingLogic = routingLogic;
        GossipInterval = gossipInterval;
        RemovedTimeToLive = removedTimeToLive;
        MaxDeltaElements = maxDeltaElements;
        SendToDeadLettersWhenNoSubscribers = sendToDeadLettersWhenNoSubscribers;
    }

    /// <summary>Null: every member.</summary>
    public string Role { get; }

    public RoutingLogic RoutingLogic { get; }

    public TimeSpan GossipInterval { get; }

    public TimeSpan RemovedTimeToLive { get; }

    public int MaxDeltaElements { get; }

    public bool SendToDeadLettersWhenNoSubscribers { get; }

    public static DistributedPubSubSettings Create(ActorSystem system)
    {
        system.Settings.InjectTopLevelFallback(DistributedPubSub.DefaultConfig());
        return Create(system.Settings.Config.GetConfig("akka.cluster.pub-sub"));
    }

    /// <param name="config">The section <c>akka.cluster.pub-sub</c>.</param>
    /// <exception cref="ConfigurationException">The section is missing.</exception>
    /// <exception cref="ArgumentException">The routing logic is not one of random, round-robin and broadcast.</exception>
    public static DistributedPubSubSettings Create(Config config)
    {
        if (config.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<DistributedPubSubSettings>("akka.cluster.pub-sub");
        RoutingLogic routingLogic = config.GetString("routing-logic") switch
        {
            "random" => new RandomLogic(),
            "round-robin" => new RoundRobinRoutingLogic(),
            "broadcast" => new BroadcastRoutingLogic(),
            "consistent-hashing" => throw new ArgumentException("Consistent hashing routing logic cannot be used by the pub-sub mediator", nameof(config)),
            var other => throw new ArgumentException($"Unknown routing-logic [{other}] in akka.cluster.pub-sub: random, round-robin or broadcast", nameof(config)),
        };
        return new DistributedPubSubSettings(
            config.GetString("role"),
            routingLogic,
            config.GetTimeSpan("gossip-interval", null, false),
            config.GetTimeSpan("removed-time-to-live", null, false),
            config.GetInt("max-delta-elements"),
            config.GetBoolean("send-to-dead-letters-when-no-subscribers"));
    }

    public DistributedPubSubSettings WithRole(string? role) =>
        new(role, RoutingLogic, GossipInterval, RemovedTimeToLive, MaxDeltaElements, SendToDeadLettersWhenNoSubscribers);

    public DistributedPubSubSettings WithRoutingLogic(RoutingLogic routingLogic) =>
        new(Role, routingLogic, GossipInterval, RemovedTimeToLive, MaxDeltaElements, SendToDeadLettersWhenNoSubscribers);

    public DistributedPubSubSettings WithGossipInterval(TimeSpan gossipInterval) =>
        new(Role, RoutingLogic, gossipInterval, RemovedTimeToLive, MaxDeltaElements, SendToDeadLettersWhenNoSubscribers);

    public DistributedPubSubSettings WithRemovedTimeToLive(TimeSpan removedTtl) =>
        new(Role, RoutingLogic, GossipInterval, removedTtl, MaxDeltaElements, SendToDeadLettersWhenNoSubscribers);

    public DistributedPubSubSettings WithMaxDeltaElements(int maxDeltaElements) =>
        new(Role, RoutingLogic, GossipInterval, RemovedTimeToLive, maxDeltaElements, SendToDeadLettersWhenNoSubscribers);

    public DistributedPubSubSettings WithSendToDeadLettersWhenNoSubscribers(bool sendToDeadLetterWhenNoSubscribers) =>
        new(Role, RoutingLogic, GossipInterval, RemovedTimeToLive, MaxDeltaElements, sendToDeadLetterWhenNoSubscribers);
}
