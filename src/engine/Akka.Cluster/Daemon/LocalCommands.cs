using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Gossiping;
using Akka.Event;

namespace Akka.Cluster.Daemon;

/// <summary>Joins the member at an address; its own address forms a new cluster.</summary>
internal sealed record JoinTo(Address Address) : INoSerializationVerificationNeeded;

/// <summary>Finds a cluster through seed nodes and joins it.</summary>
internal sealed record JoinSeedNodes(ImmutableList<Address> Seeds) : INoSerializationVerificationNeeded;

/// <summary>Takes exactly these incarnations down.</summary>
internal sealed record DownNodes(ImmutableHashSet<UniqueAddress> Nodes) : INoSerializationVerificationNeeded;

/// <summary>Coordinated shutdown has done what an exiting member has to do; answered with Done.</summary>
internal sealed record ExitingCompleted : INoSerializationVerificationNeeded;

/// <summary>Coordinated shutdown wants this member to leave; answered with Done once others know.</summary>
internal sealed record LeaveSelf : INoSerializationVerificationNeeded;

/// <summary>The state has changed. Sent to the publisher, which passes it on to those that subscribed to this type.</summary>
internal sealed record MembershipChanged(MembershipState State) : INoSerializationVerificationNeeded, IDeadLetterSuppression;

internal sealed record Subscribe(IActorRef Subscriber, ClusterEvent.SubscriptionInitialStateMode Mode, ImmutableHashSet<Type> Types) : INoSerializationVerificationNeeded;

internal sealed record Unsubscribe(IActorRef Subscriber, Type? Type) : INoSerializationVerificationNeeded;

internal sealed record SendCurrentState(IActorRef Receiver) : INoSerializationVerificationNeeded;

internal sealed record AddStatusListener(Props Listener) : INoSerializationVerificationNeeded;

/// <summary>The periodic duties of the core.</summary>
internal enum Tick
{
    Gossip,
    GossipSpeedup,
    LeaderActions,
    Reap,
    JoinDeadline,
    SeedDeadline,
    Publish,
    Spread,
}
