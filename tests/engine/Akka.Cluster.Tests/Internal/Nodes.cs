using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Gossiping;
using Akka.Util;

namespace Akka.Cluster.Tests.Internal;

/// <summary>Members for specs of pure parts, and random gossips over them.</summary>
internal static class Nodes
{
    private const int Core = 4;
    private const int Optional = 2;

    public static UniqueAddress Node(int number, int uid = 1) => new(new Address("akka.tcp", "spec", $"host{number:00}", 2552), uid);

    public static Member MemberOf(int number, MemberStatus status = MemberStatus.Up, int? upNumber = null, params string[] roles) =>
        new(Node(number), upNumber ?? (status is MemberStatus.Joining or MemberStatus.WeaklyUp ? int.MaxValue : number), status, [.. roles], AppVersion.Zero);

    /// <summary>The state of node <paramref name="self"/> with these members, seen by all of them.</summary>
    public static MembershipState State(int self, params Member[] members)
    {
        var gossip = Gossip.Empty.WithMembers([.. members]) with { Seen = [.. members.Select(m => m.UniqueAddress)] };
        return MembershipState.Initial(Node(self)) with { Gossip = gossip };
    }

    public static MembershipState Unreachable(this MembershipState state, int observer, params int[] subjects)
    {
        var reachability = subjects.Aggregate(state.Gossip.Reachability, (r, s) => r.MarkUnreachable(Node(observer), Node(s)));
        return state with { Gossip = state.Gossip with { Reachability = reachability } };
    }

    public static MembershipState SeenBy(this MembershipState state, params int[] nodes) =>
        state with { Gossip = state.Gossip with { Seen = [.. nodes.Select(n => Node(n))] } };

    public static MemberStatus StatusOf(this MembershipState state, int number) => state.Gossip.Find(Node(number))!.Status;

    /// <summary>
    /// A random gossip as members could hold it: everybody knows the first nodes, alive or removed, and a row of reachability is the same wherever
    /// it has the same version.
    /// </summary>
    public static Gossip RandomGossip(Random random)
    {
        var tombstones = Enumerable.Range(0, Core + Optional).Where(_ => random.Next(8) == 0).Select(n => Node(n)).ToImmutableDictionary(n => n, _ => (long)random.Next(100));
        var members = Enumerable.Range(0, Core + Optional)
            .Where(n => !tombstones.ContainsKey(Node(n)) && (n < Core || random.Next(2) == 0))
            .Select(n => RandomMember(n, random))
            .ToImmutableSortedSet();
        var rows = members.Where(m => IsCore(m.UniqueAddress) && random.Next(2) == 0).ToImmutableDictionary(m => m.UniqueAddress, m => RowOf(m.UniqueAddress, random.Next(1, 5), members));
        var version = Enumerable.Range(0, Core).Select(n => Node(n)).Where(n => !tombstones.ContainsKey(n)).ToImmutableDictionary(n => n, _ => (long)random.Next(1, 4));
        return new Gossip(members, new Reachability(rows), [.. members.Where(_ => random.Next(2) == 0).Select(m => m.UniqueAddress)], new VectorClock(version), tombstones);
    }

    /// <summary>What two gossips that say the same have in common as text.</summary>
    public static string Text(this Gossip gossip) => string.Join('\n',
        string.Join(", ", gossip.Members),
        string.Join(", ", gossip.Reachability.Rows.OrderBy(r => r.Key).Select(r => $"{r.Key} v{r.Value.Version}: {string.Join(" ", r.Value.Unreachable.Order())}")),
        string.Join(", ", gossip.Seen.Order()),
        gossip.Version,
        string.Join(", ", gossip.Tombstones.OrderBy(t => t.Key).Select(t => $"{t.Key}@{t.Value}")));

    private static bool IsCore(UniqueAddress node) => Enumerable.Range(0, Core).Any(n => Node(n) == node);

    private static Member RandomMember(int number, Random random)
    {
        MemberStatus[] statuses = [MemberStatus.Joining, MemberStatus.WeaklyUp, MemberStatus.Up, MemberStatus.Leaving, MemberStatus.Exiting, MemberStatus.Down];
        return MemberOf(number, statuses[random.Next(statuses.Length)], random.Next(1, 4));
    }

    private static Reachability.Row RowOf(UniqueAddress observer, int version, IEnumerable<Member> members)
    {
        var content = new Random(HashCode.Combine(observer.Address.Host, version));
        var subjects = Enumerable.Range(0, Core).Where(_ => content.Next(3) == 0).Select(n => Node(n)).Where(n => n != observer);
        return new Reachability.Row(version, [.. subjects.Where(s => members.Any(m => m.UniqueAddress == s))]);
    }
}
