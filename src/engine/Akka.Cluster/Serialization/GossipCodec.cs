using System.Collections.Immutable;
using Akka.Cluster.Gossiping;
using Akka.Remote.Wire;
using Akka.Util;

namespace Akka.Cluster.Serialization;

/// <summary>
/// Gossip on the wire: a table of incarnations, then members, reachability, seen, version and tombstones that refer to it by index.
/// </summary>
internal static class GossipCodec
{
    private const int SmallestNode = 12;

    public static void Write(WireWriter writer, Gossip gossip)
    {
        var table = new NodeTable();
        using var body = new WireWriter(1024);
        body.Count(gossip.Members.Count);
        foreach (var member in gossip.Members) WriteMember(body, member, table);
        body.Count(gossip.Reachability.Rows.Count);
        foreach (var (observer, row) in gossip.Reachability.Rows)
        {
            table.Write(body, observer);
            body.Int64(row.Version);
            table.Write(body, row.Unreachable);
        }
        table.Write(body, gossip.Seen);
        WriteVersion(body, gossip.Version, table);
        body.Count(gossip.Tombstones.Count);
        foreach (var (node, time) in gossip.Tombstones)
        {
            table.Write(body, node);
            body.Int64(time);
        }
        writer.Count(table.Nodes.Count);
        foreach (var node in table.Nodes) WriteNode(writer, node);
        writer.Raw(body.WrittenSpan);
    }

    public static Gossip Read(ref WireReader reader)
    {
        var nodes = new UniqueAddress[reader.Count("nodes", SmallestNode)];
        for (var i = 0; i < nodes.Length; i++) nodes[i] = ReadNode(ref reader);
        var members = ImmutableSortedSet.CreateBuilder<Member>();
        for (var left = reader.Count("members"); left > 0; left--) members.Add(ReadMember(ref reader, nodes));
        var rows = ImmutableDictionary.CreateBuilder<UniqueAddress, Reachability.Row>();
        for (var left = reader.Count("reachability"); left > 0; left--)
        {
            var observer = NodeTable.Read(ref reader, nodes);
            rows[observer] = new Reachability.Row(reader.Int64("row version"), NodeTable.ReadMany(ref reader, nodes));
        }
        var seen = NodeTable.ReadMany(ref reader, nodes);
        var version = ReadVersion(ref reader, nodes);
        var tombstones = ImmutableDictionary.CreateBuilder<UniqueAddress, long>();
        for (var left = reader.Count("tombstones"); left > 0; left--)
        {
            var node = NodeTable.Read(ref reader, nodes);
            tombstones[node] = reader.Int64("removal time");
        }
        return new Gossip(members.ToImmutable(), new Reachability(rows.ToImmutable()), seen, version, tombstones.ToImmutable());
    }

    /// <summary>A version on its own, with its own table.</summary>
    public static void WriteVersion(WireWriter writer, VectorClock version)
    {
        writer.Count(version.Counters.Count);
        foreach (var (node, count) in version.Counters)
        {
            WriteNode(writer, node);
            writer.Int64(count);
        }
    }

    public static VectorClock ReadVersion(ref WireReader reader)
    {
        var counters = ImmutableDictionary.CreateBuilder<UniqueAddress, long>();
        for (var left = reader.Count("version", SmallestNode); left > 0; left--)
        {
            var node = ReadNode(ref reader);
            counters[node] = reader.Int64("counter");
        }
        return new VectorClock(counters.ToImmutable());
    }

    public static void WriteNode(WireWriter writer, UniqueAddress node)
    {
        writer.Address(node.Address);
        writer.Int32(node.Uid);
    }

    public static UniqueAddress ReadNode(ref WireReader reader)
    {
        var address = reader.Address("node address");
        return new UniqueAddress(address, reader.Int32("node uid"));
    }

    public static void WriteRoles(WireWriter writer, ImmutableHashSet<string> roles)
    {
        writer.Count(roles.Count);
        foreach (var role in roles) writer.Text(role);
    }

    public static ImmutableHashSet<string> ReadRoles(ref WireReader reader)
    {
        var roles = ImmutableHashSet.CreateBuilder<string>();
        for (var left = reader.Count("roles"); left > 0; left--) roles.Add(reader.Text("role"));
        return roles.ToImmutable();
    }

    private static void WriteMember(WireWriter writer, Member member, NodeTable table)
    {
        table.Write(writer, member.UniqueAddress);
        writer.Int32(member.UpNumber);
        writer.Byte((byte)member.Status);
        WriteRoles(writer, member.Roles);
        writer.Text(member.AppVersion.Version);
    }

    private static Member ReadMember(ref WireReader reader, UniqueAddress[] nodes)
    {
        var node = NodeTable.Read(ref reader, nodes);
        var upNumber = reader.Int32("up number");
        var status = (MemberStatus)reader.Byte("status");
        if (!Enum.IsDefined(status) || status == MemberStatus.Removed) throw reader.Bad("status", $"{status} is not a status of a member in a gossip");
        var roles = ReadRoles(ref reader);
        return new Member(node, upNumber, status, roles, AppVersion.Create(reader.Text("version")));
    }

    private static void WriteVersion(WireWriter writer, VectorClock version, NodeTable table)
    {
        writer.Count(version.Counters.Count);
        foreach (var (node, count) in version.Counters)
        {
            table.Write(writer, node);
            writer.Int64(count);
        }
    }

    private static VectorClock ReadVersion(ref WireReader reader, UniqueAddress[] nodes)
    {
        var counters = ImmutableDictionary.CreateBuilder<UniqueAddress, long>();
        for (var left = reader.Count("version"); left > 0; left--)
        {
            var node = NodeTable.Read(ref reader, nodes);
            counters[node] = reader.Int64("counter");
        }
        return new VectorClock(counters.ToImmutable());
    }
}
