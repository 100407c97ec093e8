using System.Collections.Immutable;
using Akka.Cluster.Gossiping;
using Akka.Util;
using static Akka.Cluster.Tests.Internal.Nodes;

namespace Akka.Cluster.Tests.Internal.Gossiping;

public sealed class MembershipStateSpec
{
    private static readonly MinimumMembers One = new(1, ImmutableDictionary<string, int>.Empty);

    [Fact]
    public void The_leader_is_the_first_reachable_member_by_address_that_is_up()
    {
        State(3, MemberOf(1, MemberStatus.Joining), MemberOf(2), MemberOf(3)).Leader.ShouldBe(Node(2));
        State(3, MemberOf(1), MemberOf(2), MemberOf(3)).Unreachable(3, 1).Leader.ShouldBe(Node(2));
        State(3, MemberOf(1, MemberStatus.Exiting), MemberOf(3, MemberStatus.Joining)).Leader.ShouldBe(Node(3));
        State(3, MemberOf(1, MemberStatus.Down), MemberOf(3)).Leader.ShouldBe(Node(3));
    }

    [Fact]
    public void A_role_has_a_leader_of_its_own()
    {
        var state = State(1, MemberOf(1), MemberOf(2, roles: "board"), MemberOf(3, roles: "board"));

        state.RoleLeader("board").ShouldBe(Node(2));
        state.RoleLeader("head").ShouldBeNull();
    }

    [Fact]
    public void It_has_converged_when_all_that_are_up_or_leaving_have_seen_it()
    {
        var state = State(1, MemberOf(1), MemberOf(2, MemberStatus.Leaving), MemberOf(3, MemberStatus.Joining));

        state.SeenBy(1, 2).Converged.ShouldBeTrue();
        state.SeenBy(1, 3).Converged.ShouldBeFalse();
    }

    [Fact]
    public void An_unreachable_member_hinders_convergence_until_it_is_down()
    {
        State(1, MemberOf(1), MemberOf(2)).Unreachable(1, 2).Converged.ShouldBeFalse();
        State(1, MemberOf(1), MemberOf(2, MemberStatus.Down)).Unreachable(1, 2).Converged.ShouldBeTrue();
    }

    [Fact]
    public void What_a_downed_member_observes_does_not_count()
    {
        State(1, MemberOf(1), MemberOf(2), MemberOf(3, MemberStatus.Down)).Unreachable(3, 2).Converged.ShouldBeTrue();
    }

    [Fact]
    public void The_leader_moves_joining_members_up_in_order_and_leaving_ones_to_exiting()
    {
        var state = State(1, MemberOf(1), MemberOf(2, MemberStatus.Joining), MemberOf(3, MemberStatus.WeaklyUp), MemberOf(4, MemberStatus.Leaving, 9));

        var next = state.LeaderActions(One, 0);

        next.StatusOf(2).ShouldBe(MemberStatus.Up);
        next.StatusOf(3).ShouldBe(MemberStatus.Up);
        next.StatusOf(4).ShouldBe(MemberStatus.Exiting);
        next.Gossip.Find(Node(2))!.UpNumber.ShouldBe(10);
        next.Gossip.Find(Node(3))!.UpNumber.ShouldBe(11);
        next.Gossip.Seen.ShouldBe([Node(1)]);
        next.Gossip.Version.CompareTo(state.Gossip.Version).ShouldBe(CausalOrder.After);
    }

    [Fact]
    public void Nobody_moves_up_before_there_are_enough()
    {
        var state = State(1, MemberOf(1, MemberStatus.Joining, roles: "head"), MemberOf(2, MemberStatus.Joining));

        state.LeaderActions(new MinimumMembers(3, ImmutableDictionary<string, int>.Empty), 0).ShouldBeSameAs(state);
        state.LeaderActions(new MinimumMembers(2, ImmutableDictionary<string, int>.Empty.Add("board", 1)), 0).ShouldBeSameAs(state);
        state.LeaderActions(new MinimumMembers(2, ImmutableDictionary<string, int>.Empty.Add("head", 1)), 0).StatusOf(2).ShouldBe(MemberStatus.Up);
    }

    [Fact]
    public void The_leader_removes_unreachable_members_that_are_down_and_those_that_confirmed_their_exit()
    {
        var state = State(1, MemberOf(1), MemberOf(2, MemberStatus.Down), MemberOf(3, MemberStatus.Exiting), MemberOf(4, MemberStatus.Exiting))
            .Unreachable(1, 2)
            .ConfirmExiting(Node(3));

        var next = state.LeaderActions(One, 1234);

        next.Gossip.Members.Select(m => m.UniqueAddress).ShouldBe([Node(1), Node(4)]);
        next.Gossip.Tombstones[Node(2)].ShouldBe(1234);
        next.Gossip.Tombstones.ContainsKey(Node(3)).ShouldBeTrue();
        next.Gossip.Reachability.IsAllReachable.ShouldBeTrue();
        next.ExitingConfirmed.ShouldBeEmpty();
    }

    [Fact]
    public void Joining_members_become_weakly_up_only_when_reachable()
    {
        var state = State(1, MemberOf(1), MemberOf(2, MemberStatus.Joining), MemberOf(3, MemberStatus.Joining)).Unreachable(1, 3);

        var next = state.MoveJoiningToWeaklyUp(One);

        next.StatusOf(2).ShouldBe(MemberStatus.WeaklyUp);
        next.StatusOf(3).ShouldBe(MemberStatus.Joining);
    }

    [Fact]
    public void Leaving_and_downing_act_on_members_that_can_still_go_there()
    {
        var state = State(1, MemberOf(1), MemberOf(2, MemberStatus.Exiting));

        state.Leave(Node(1).Address).StatusOf(1).ShouldBe(MemberStatus.Leaving);
        state.Leave(Node(2).Address).ShouldBeSameAs(state);
        state.Down(new HashSet<UniqueAddress> { Node(2) }).StatusOf(2).ShouldBe(MemberStatus.Down);
        state.Down(new HashSet<UniqueAddress> { Node(9) }).ShouldBeSameAs(state);
    }

    [Fact]
    public void A_replaced_incarnation_stays_unreachable_though_its_address_answers()
    {
        var state = State(1, MemberOf(1), MemberOf(2)).Replaced(Node(2));

        state.StatusOf(2).ShouldBe(MemberStatus.Down);
        state.Observe(_ => true).ShouldBeSameAs(state);
        state.LeaderActions(One, 0).Gossip.Has(Node(2)).ShouldBeFalse();
    }

    [Fact]
    public void Observing_marks_who_falls_silent_and_who_answers_again()
    {
        var state = State(1, MemberOf(1), MemberOf(2));

        var silent = state.Observe(address => !address.Equals(Node(2).Address));
        silent.Gossip.Reachability.AllUnreachable.ShouldBe([Node(2)]);
        silent.Observe(_ => true).Gossip.Reachability.IsAllReachable.ShouldBeTrue();
    }

    [Fact]
    public void A_status_cannot_go_back()
    {
        Should.Throw<InvalidOperationException>(() => MemberOf(1).Copy(MemberStatus.Joining));
        Should.Throw<InvalidOperationException>(() => MemberOf(1, MemberStatus.Down).Copy(MemberStatus.Up));
        MemberOf(1, MemberStatus.Exiting).Copy(MemberStatus.Exiting).Status.ShouldBe(MemberStatus.Exiting);
    }

    [Fact]
    public void Of_members_that_came_up_at_once_the_lower_address_is_older()
    {
        MemberOf(2, upNumber: 1).IsOlderThan(MemberOf(1, upNumber: 2)).ShouldBeTrue();
        MemberOf(1, upNumber: 1).IsOlderThan(MemberOf(2, upNumber: 1)).ShouldBeTrue();
        AppVersion.Create("1.2.0").CompareTo(AppVersion.Create("1.10.0")).ShouldBeLessThan(0);
    }
}
