using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Sharding;

/// <content>What a region says about itself.</content>
public sealed partial class ShardRegion
{
    private bool Answer(IShardRegionQuery query)
    {
        switch (query)
        {
            case GetShardRegionState:
                AskShards((states, failed) => new CurrentShardRegionState(states.ToImmutableHashSet(), failed)).PipeTo(Sender, Self);
                return true;
            case GetShardRegionStats:
                AskShards((states, failed) => new ShardRegionStats(states.ToImmutableDictionary(s => s.ShardId, s => s.EntityIds.Count), failed)).PipeTo(Sender, Self);
                return true;
            case GetCurrentRegions or GetClusterShardingStats:
                if (_coordinator is not null) _coordinator.Forward(query);
                else _log.Warning("{0}: no coordinator to answer [{1}] yet", _typeName, query);
                return true;
            default:
                return false;
        }
    }

    private async Task<T> AskShards<T>(Func<IEnumerable<ShardState>, ImmutableHashSet<string>, T> answer)
    {
        var timeout = _settings.ShardRegionQueryTimeout;
        var asked = _shards.Select(s => (Id: s.Key, Answer: s.Value.Ref.Ask<ShardState>(new GetShardState(), timeout))).ToList();
        var states = new List<ShardState>(asked.Count);
        var failed = ImmutableHashSet.CreateBuilder<string>();
        foreach (var (id, state) in asked)
        {
            try
            {
                states.Add(await state.ConfigureAwait(false));
            }
            catch (AskTimeoutException)
            {
                failed.Add(id);
            }
        }
        return answer(states, failed.ToImmutable());
    }
}
