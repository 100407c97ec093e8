using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster.Sharding;

/// <content>What the coordinator says about the cluster.</content>
internal sealed partial class ShardCoordinator
{
    private bool Answer(object message)
    {
        switch (message)
        {
            case GetCurrentRegions:
                Sender.Tell(new CurrentRegions(_homes.Regions.Select(AddressOf).ToImmutableHashSet()));
                return true;
            case GetClusterShardingStats query:
                var asked = _homes.Regions.Select(r => (AddressOf(r), r.Ask<ShardRegionStats>(GetShardRegionStats.Instance, query.Timeout))).ToList();
                Collect(asked).PipeTo(Sender, Self);
                return true;
            default:
                return false;
        }
    }

    private static async Task<ClusterShardingStats> Collect(IReadOnlyList<(Address Address, Task<ShardRegionStats> Stats)> asked)
    {
        var regions = ImmutableDictionary.CreateBuilder<Address, ShardRegionStats>();
        foreach (var (address, stats) in asked)
        {
            try
            {
                regions[address] = await stats.ConfigureAwait(false);
            }
            catch (AskTimeoutException)
            {
                // It is left out: the caller sees which regions answered.
            }
        }
        return new ClusterShardingStats(regions.ToImmutable());
    }
}
