using Akka.Cluster.Gossiping;
using Akka.Cluster.SBR;
using static Akka.Cluster.Tests.Internal.Nodes;

namespace Akka.Cluster.Tests.Internal.SBR;

public sealed class DowningStrategySpec
{
    private static readonly Member[] Five = [MemberOf(1), MemberOf(2), MemberOf(3), MemberOf(4), MemberOf(5)];

    [Fact]
    public void Keep_majority_keeps_the_larger_side()
    {
        Decide(new KeepMajority(null), Five, [1, 2, 3], [4, 5]).ShouldBe(DowningDecision.DownUnreachable);
        Decide(new KeepMajority(null), Five, [4, 5], [1, 2, 3]).ShouldBe(DowningDecision.DownReachable);
    }

    [Fact]
    public void Of_two_equal_halves_keep_majority_keeps_the_one_with_the_lowest_address()
    {
        Member[] four = [.. Five.Take(4)];

        Decide(new KeepMajority(null), four, [1, 4], [2, 3]).ShouldBe(DowningDecision.DownUnreachable);
        Decide(new KeepMajority(null), four, [2, 3], [1, 4]).ShouldBe(DowningDecision.DownReachable);
    }

    [Fact]
    public void Keep_majority_counts_only_its_role()
    {
        Member[] members = [MemberOf(1, roles: "head"), MemberOf(2), MemberOf(3)];

        Decide(new KeepMajority("head"), members, [1], [2, 3]).ShouldBe(DowningDecision.DownUnreachable);
        Decide(new KeepMajority("nobody"), members, [1], [2, 3]).ShouldBe(DowningDecision.DownAll);
    }

    [Fact]
    public void Keep_majority_gives_up_when_the_other_side_may_have_more_by_now()
    {
        Member[] members = [MemberOf(1), MemberOf(2, MemberStatus.Joining), MemberOf(3, MemberStatus.Joining)];

        Decide(new KeepMajority(null), members, [1], [2, 3]).ShouldBe(DowningDecision.DownAll);
    }

    [Fact]
    public void Static_quorum_keeps_a_side_that_has_it()
    {
        Decide(new StaticQuorum(3, null), Five, [1, 2, 3], [4, 5]).ShouldBe(DowningDecision.DownUnreachable);
        Decide(new StaticQuorum(3, null), Five, [4, 5], [1, 2, 3]).ShouldBe(DowningDecision.DownReachable);
        Decide(new StaticQuorum(2, null), Five, [1, 2, 3], [4, 5]).ShouldBe(DowningDecision.DownAll);
    }

    [Fact]
    public void Keep_oldest_keeps_the_side_of_the_oldest()
    {
        Decide(new KeepOldest(true, null), Five, [1, 2], [3, 4, 5]).ShouldBe(DowningDecision.DownUnreachable);
        Decide(new KeepOldest(true, null), Five, [3, 4, 5], [1, 2]).ShouldBe(DowningDecision.DownReachable);
    }

    [Fact]
    public void Keep_oldest_gives_an_oldest_up_that_is_alone()
    {
        Decide(new KeepOldest(true, null), Five, [1], [2, 3, 4, 5]).ShouldBe(DowningDecision.DownReachable);
        Decide(new KeepOldest(true, null), Five, [2, 3, 4, 5], [1]).ShouldBe(DowningDecision.DownUnreachable);
        Decide(new KeepOldest(false, null), Five, [1], [2, 3, 4, 5]).ShouldBe(DowningDecision.DownUnreachable);
        Decide(new KeepOldest(false, null), Five, [2, 3, 4, 5], [1]).ShouldBe(DowningDecision.DownReachable);
    }

    [Fact]
    public void Of_two_members_keep_oldest_keeps_the_oldest_though_it_is_alone()
    {
        Member[] two = [.. Five.Take(2)];

        Decide(new KeepOldest(true, null), two, [1], [2]).ShouldBe(DowningDecision.DownUnreachable);
        Decide(new KeepOldest(true, null), two, [2], [1]).ShouldBe(DowningDecision.DownReachable);
    }

    [Fact]
    public void Down_all_keeps_nobody() => Decide(new DownAllNodes(), Five, [1, 2, 3], [4, 5]).ShouldBe(DowningDecision.DownAll);

    [Fact]
    public void Both_sides_of_every_partition_come_to_results_that_fit()
    {
        DowningStrategy[] strategies = [new KeepMajority(null), new StaticQuorum(3, null), new KeepOldest(true, null), new KeepOldest(false, null), new DownAllNodes()];
        foreach (var strategy in strategies)
        {
            for (var mask = 1; mask < (1 << Five.Length) - 1; mask++)
            {
                int[] left = [.. Enumerable.Range(1, Five.Length).Where(n => (mask & (1 << (n - 1))) != 0)];
                int[] right = [.. Enumerable.Range(1, Five.Length).Except(left)];
                var survivors = new[] { Decide(strategy, Five, left, right), Decide(strategy, Five, right, left) }.Count(d => d == DowningDecision.DownUnreachable);
                survivors.ShouldBeLessThanOrEqualTo(1);
            }
        }
    }

    [Fact]
    public void Members_that_reach_each_other_only_through_others_are_taken_down()
    {
        // 1 and 2 miss each other, 3 reaches both.
        var state = State(3, MemberOf(1), MemberOf(2), MemberOf(3), MemberOf(4)).Unreachable(1, 2).Unreachable(2, 1);
        var view = new PartitionView(state);

        var decision = new KeepMajority(null).Decide(view);

        decision.ShouldBe(DowningDecision.DownIndirectlyConnected);
        view.NodesToDown(decision).ShouldBe([Node(1), Node(2)], ignoreOrder: true);
    }

    [Fact]
    public void What_a_crashed_member_said_last_takes_nobody_else_down()
    {
        // 3 had missed 2 for a moment when it crashed.
        var state = State(1, MemberOf(1), MemberOf(2), MemberOf(3)).Unreachable(1, 3).Unreachable(3, 2).SeenBy(1, 2);
        var view = new PartitionView(state);

        var decision = new KeepMajority(null).Decide(view);

        decision.ShouldBe(DowningDecision.DownUnreachable);
        view.NodesToDown(decision).ShouldBe([Node(3)]);
    }

    [Fact]
    public void A_decision_names_whom_it_takes_down()
    {
        var view = new PartitionView(Partition(Five, [1, 2, 3], [4, 5]));

        view.NodesToDown(DowningDecision.DownUnreachable).ShouldBe([Node(4), Node(5)], ignoreOrder: true);
        view.NodesToDown(DowningDecision.DownReachable).ShouldBe([Node(1), Node(2), Node(3)], ignoreOrder: true);
        view.NodesToDown(DowningDecision.DownAll).Count.ShouldBe(5);
    }

    private static DowningDecision Decide(DowningStrategy strategy, Member[] members, int[] reachable, int[] unreachable) =>
        strategy.Decide(new PartitionView(Partition(members, reachable, unreachable)));

    /// <summary>The partition as the first reachable member sees it.</summary>
    private static MembershipState Partition(Member[] members, int[] reachable, int[] unreachable)
    {
        var state = State(reachable[0], members).SeenBy(reachable);
        return reachable.Aggregate(state, (s, observer) => s.Unreachable(observer, unreachable));
    }
}
