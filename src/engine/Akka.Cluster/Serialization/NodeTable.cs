using System.Collections.Immutable;
using Akka.Remote.Wire;

namespace Akka.Cluster.Serialization;

/// <summary>Gives every incarnation an index in order of first use.</summary>
internal sealed class NodeTable
{
    private readonly Dictionary<UniqueAddress, int> _indices = [];
    private readonly List<UniqueAddress> _nodes = [];

    public IReadOnlyList<UniqueAddress> Nodes => _nodes;

    public void Write(WireWriter writer, UniqueAddress node)
    {
        if (!_indices.TryGetValue(node, out var index))
        {
            _indices[node] = index = _nodes.Count;
            _nodes.Add(node);
        }
        writer.Count(index);
    }

    public void Write(WireWriter writer, ImmutableHashSet<UniqueAddress> nodes)
    {
        writer.Count(nodes.Count);
        foreach (var node in nodes) Write(writer, node);
    }

    public static UniqueAddress Read(ref WireReader reader, UniqueAddress[] nodes)
    {
        var index = reader.VarUInt("node index");
        return index < nodes.Length ? nodes[index] : throw reader.Bad("node index", $"{index} is not in a table of {nodes.Length}");
    }

    public static ImmutableHashSet<UniqueAddress> ReadMany(ref WireReader reader, UniqueAddress[] nodes)
    {
        var set = ImmutableHashSet.CreateBuilder<UniqueAddress>();
        for (var left = reader.Count("nodes"); left > 0; left--) set.Add(Read(ref reader, nodes));
        return set.ToImmutable();
    }
}
