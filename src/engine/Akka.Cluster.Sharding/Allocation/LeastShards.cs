using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster.Sharding;

/// <summary>What both least-shard strategies share.</summary>
internal static class LeastShards
{
    public static readonly Task<IImmutableSet<string>> None = Task.FromResult<IImmutableSet<string>>(ImmutableHashSet<string>.Empty);

    /// <summary>The region with the fewest shards; among equals the first by path, so that the choice can be foretold.</summary>
    public static Task<IActorRef> Allocate(IImmutableDictionary<IActorRef, IImmutableList<string>> allocations) =>
        Task.FromResult(allocations.OrderBy(a => a.Value.Count).ThenBy(a => a.Key.Path).First().Key);
}
