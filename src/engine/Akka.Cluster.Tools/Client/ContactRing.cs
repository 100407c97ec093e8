using System.Text;
using Akka.Actor;

namespace Akka.Cluster.Tools.Client;

/// <summary>The members with a receptionist on a ring. Clients start at different places, so that they spread over the members.</summary>
internal sealed class ContactRing
{
    private readonly SortedDictionary<(ulong Hash, string Text), Address> _nodes = [];

    public void Add(Address node) => _nodes[Place(node.ToString())] = node;

    public void Remove(Address node) => _nodes.Remove(Place(node.ToString()));

    /// <summary>So many members after the client's place, or all.</summary>
    public IReadOnlyList<Address> Pick(string client, int count)
    {
        if (_nodes.Count <= count) return [.. _nodes.Values];
        var place = Place(client);
        var after = _nodes.Where(n => n.Key.CompareTo(place) >= 0).Select(n => n.Value);
        return [.. after.Concat(_nodes.Values).Take(count)];
    }

    private static (ulong Hash, string Text) Place(string text) => (Hash(text), text);

    /// <summary>FNV-1a, 64 bits: the same on every member, unlike the hash codes of .NET.</summary>
    private static ulong Hash(string text) =>
        Encoding.UTF8.GetBytes(text).Aggregate(14695981039346656037UL, (hash, part) => (hash ^ part) * 1099511628211UL);
}
