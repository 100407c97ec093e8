using System.Collections.Immutable;
using Akka.Actor;
using Akka.Remote.Wire;

namespace Akka.Cluster.Sharding.Serialization;

/// <summary>The bytes of queries and their answers.</summary>
internal static class QueryCodec
{
    public static bool Write(WireWriter writer, object message)
    {
        switch (message)
        {
            case GetShardRegionState or GetShardRegionStats or GetCurrentRegions:
                return true;
            case GetClusterShardingStats query:
                writer.Int64(query.Timeout.Ticks);
                return true;
            case CurrentShardRegionState state:
                writer.Count(state.Shards.Count);
                foreach (var shard in state.Shards) WriteShard(writer, shard);
                WriteTexts(writer, state.Failed);
                return true;
            case ShardState shard:
                WriteShard(writer, shard);
                return true;
            case ShardRegionStats stats:
                WriteStats(writer, stats);
                return true;
            case CurrentRegions regions:
                writer.Count(regions.Regions.Count);
                foreach (var address in regions.Regions) writer.Address(address);
                return true;
            case ClusterShardingStats stats:
                writer.Count(stats.Regions.Count);
                foreach (var (address, region) in stats.Regions)
                {
                    writer.Address(address);
                    WriteStats(writer, region);
                }
                return true;
            default:
                return false;
        }
    }

    /// <summary>Null when the manifest is none of these.</summary>
    public static object? Read(ref WireReader reader, string manifest)
    {
        switch (manifest)
        {
            case "QS":
                return GetShardRegionState.Instance;
            case "QT":
                return GetShardRegionStats.Instance;
            case "QR":
                return GetCurrentRegions.Instance;
            case "QC":
                var ticks = reader.Int64("timeout");
                return ticks > 0 ? new GetClusterShardingStats(TimeSpan.FromTicks(ticks)) : throw reader.Bad("timeout", $"{ticks} ticks are not a time to wait");
            case "AS":
                var shards = ImmutableHashSet.CreateBuilder<ShardState>();
                for (var left = reader.Count("shards"); left > 0; left--) shards.Add(ReadShard(ref reader));
                return new CurrentShardRegionState(shards.ToImmutable(), ReadTexts(ref reader, "failed").ToImmutableHashSet());
            case "S":
                return ReadShard(ref reader);
            case "AT":
                return ReadStats(ref reader);
            case "AR":
                var addresses = ImmutableHashSet.CreateBuilder<Address>();
                for (var left = reader.Count("regions"); left > 0; left--) addresses.Add(reader.Address("region"));
                return new CurrentRegions(addresses.ToImmutable());
            case "AC":
                var regions = ImmutableDictionary.CreateBuilder<Address, ShardRegionStats>();
                for (var left = reader.Count("regions"); left > 0; left--)
                {
                    var address = reader.Address("region");
                    regions[address] = ReadStats(ref reader);
                }
                return new ClusterShardingStats(regions.ToImmutable());
            default:
                return null;
        }
    }

    public static void WriteTexts(WireWriter writer, IReadOnlyCollection<string> texts)
    {
        writer.Count(texts.Count);
        foreach (var text in texts) writer.Text(text);
    }

    public static string[] ReadTexts(ref WireReader reader, string field)
    {
        var texts = new string[reader.Count(field)];
        for (var i = 0; i < texts.Length; i++) texts[i] = reader.Text(field);
        return texts;
    }

    private static void WriteShard(WireWriter writer, ShardState shard)
    {
        writer.Text(shard.ShardId);
        WriteTexts(writer, shard.EntityIds);
    }

    private static ShardState ReadShard(ref WireReader reader)
    {
        var id = reader.Text("shard");
        return new ShardState(id, ReadTexts(ref reader, "entities").ToImmutableHashSet());
    }

    private static void WriteStats(WireWriter writer, ShardRegionStats stats)
    {
        writer.Count(stats.Stats.Count);
        foreach (var (shard, count) in stats.Stats)
        {
            writer.Text(shard);
            writer.Count(count);
        }
        WriteTexts(writer, stats.Failed);
    }

    private static ShardRegionStats ReadStats(ref WireReader reader)
    {
        var stats = ImmutableDictionary.CreateBuilder<string, int>();
        for (var left = reader.Count("shards"); left > 0; left--)
        {
            var shard = reader.Text("shard");
            var count = reader.VarUInt("entities");
            stats[shard] = count <= int.MaxValue ? (int)count : throw reader.Bad("entities", $"{count} is not a number of entities");
        }
        return new ShardRegionStats(stats.ToImmutable(), ReadTexts(ref reader, "failed").ToImmutableHashSet());
    }
}
