using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster.Sharding;

/// <summary>The regions and where each shard lives.</summary>
internal sealed class ShardHomes
{
    private readonly Dictionary<IActorRef, ImmutableList<string>> _regions = [];
    private readonly Dictionary<string, IActorRef> _homes = new(StringComparer.Ordinal);

    public IReadOnlyCollection<IActorRef> Regions => _regions.Keys;

    public bool Has(IActorRef region) => _regions.ContainsKey(region);

    public void Add(IActorRef region) => _regions.TryAdd(region, []);

    /// <summary>Forgets a region and its shards.</summary>
    public IReadOnlyList<string> Remove(IActorRef region)
    {
        if (!_regions.Remove(region, out var shards)) return [];
        foreach (var shard in shards) _homes.Remove(shard);
        return shards;
    }

    public IActorRef? Of(string shard) => _homes.GetValueOrDefault(shard);

    public IReadOnlyList<string> In(IActorRef region) => _regions.GetValueOrDefault(region) ?? [];

    public void Allocate(string shard, IActorRef region)
    {
        _homes[shard] = region;
        _regions[region] = _regions[region].Add(shard);
    }

    public void Deallocate(string shard)
    {
        if (_homes.Remove(shard, out var region)) _regions[region] = _regions[region].Remove(shard);
    }

    public IImmutableDictionary<IActorRef, IImmutableList<string>> Allocations(Func<IActorRef, bool> which) =>
        _regions.Where(r => which(r.Key)).ToImmutableDictionary(r => r.Key, r => (IImmutableList<string>)r.Value);
}
