using Akka.Cluster.Gossiping;
using FsCheck;
using FsCheck.Fluent;

namespace Akka.Cluster.Tests.Internal.Gossiping;

public sealed class GossipMergeSpec
{
    [Fact]
    public void Merging_is_commutative() => Holds((a, b, _) => a.Merge(b).Text() == b.Merge(a).Text());

    [Fact]
    public void Merging_is_associative() => Holds((a, b, c) => a.Merge(b).Merge(c).Text() == a.Merge(b.Merge(c)).Text());

    [Fact]
    public void Merging_is_idempotent() => Holds((a, b, _) => a.Merge(b).Merge(b).Text() == a.Merge(b).Text());

    [Fact]
    public void A_removed_member_never_comes_back() => Holds((a, b, _) =>
        a.Merge(b).Members.All(m => !a.Tombstones.ContainsKey(m.UniqueAddress) && !b.Tombstones.ContainsKey(m.UniqueAddress)));

    [Fact]
    public void No_status_goes_back() => Holds((a, b, _) =>
    {
        var merged = a.Merge(b);
        return a.Members.All(m => merged.Find(m.UniqueAddress) is not { } now || now.Status.Progress() >= m.Status.Progress());
    });

    [Fact]
    public void A_merge_is_seen_by_nobody_and_is_after_both() => Holds((a, b, _) =>
    {
        var merged = a.Merge(b);
        return merged.Seen.IsEmpty && merged.Version.CompareTo(a.Version.Prune(merged.Tombstones.ContainsKey)) is CausalOrder.Same or CausalOrder.After;
    });

    [Fact]
    public void Members_that_gossip_in_any_order_end_with_the_same_view() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        const int Members = 4;
        var random = new Random(seed);
        var states = Enumerable.Range(0, Members)
            .Select(n => Nodes.State(n, [.. Enumerable.Range(0, Members).Select(m => Nodes.MemberOf(m))]))
            .ToArray();
        states[1] = states[1].Leave(Nodes.Node(2).Address);
        states[3] = states[3].Down(new HashSet<UniqueAddress> { Nodes.Node(0) });
        for (var i = 0; i < 200; i++)
        {
            var (from, to) = (random.Next(Members), random.Next(Members));
            if (from != to) states[to] = states[to].Receive(states[from].Gossip).State;
        }
        return states.All(s => s.Gossip.Text() == states[0].Gossip.Text() && s.Gossip.Seen.Count == Members);
    }).QuickCheckThrowOnFailure();

    private static void Holds(Func<Gossip, Gossip, Gossip, bool> law) => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        return law(Nodes.RandomGossip(random), Nodes.RandomGossip(random), Nodes.RandomGossip(random));
    }).QuickCheckThrowOnFailure();
}
