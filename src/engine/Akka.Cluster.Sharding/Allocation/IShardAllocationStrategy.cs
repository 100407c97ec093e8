using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster.Sharding;

/// <summary>Decides which region hosts a shard and which shards move. Called by the coordinator, one call at a time per shard.</summary>
public interface IShardAllocationStrategy : INoSerializationVerificationNeeded
{
    /// <summary>The region that is to host a new shard: one of those given.</summary>
    /// <param name="requester">The region that has a message for the shard.</param>
    /// <param name="currentShardAllocations">The regions that may host it, each with its shards in order of allocation. Never empty.</param>
    Task<IActorRef> AllocateShard(IActorRef requester, string shardId, IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations);

    /// <summary>The shards that should move now; each is stopped and allocated again.</summary>
    /// <param name="rebalanceInProgress">Shards that are moving already.</param>
    Task<IImmutableSet<string>> Rebalance(IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations, IImmutableSet<string> rebalanceInProgress);
}

/// <summary>A strategy that is started with the coordinator.</summary>
public interface IStartableAllocationStrategy : IShardAllocationStrategy
{
    void Start();
}

/// <summary>A strategy that needs the actor system; started with the coordinator.</summary>
public interface IActorSystemDependentAllocationStrategy : IShardAllocationStrategy
{
    void Start(ActorSystem system);
}
