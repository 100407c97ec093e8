using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe.Registry;
using Akka.Event;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>From mediator to mediator: how far the sender's buckets are. The receiver answers with what it has and the sender lacks.</summary>
/// <param name="IsReply">Whether this answers another status; then it is not answered with a status again.</param>
internal sealed record RegistryStatus(IReadOnlyDictionary<Address, long> Versions, bool IsReply) : IDistributedPubSubMessage, IDeadLetterSuppression;

/// <summary>From mediator to mediator: news about buckets.</summary>
internal sealed record RegistryDelta(IReadOnlyList<BucketDelta> Buckets) : IDistributedPubSubMessage, IDeadLetterSuppression;

/// <summary>From mediator to mediator: for the local subscribers of a topic; with a group for one of the group's, else for those without a group.</summary>
internal sealed record Deliver(string Topic, string? Group, object Message) : IDistributedPubSubMessage, IWrappedMessage;

internal sealed record GossipTick : INoSerializationVerificationNeeded
{
    public static readonly GossipTick Instance = new();
}
