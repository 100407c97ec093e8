using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Gossiping;
using Akka.Util;

namespace Akka.Cluster.Sharding.Tests.Internal;

public sealed class CoordinatorRecoverySpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(3);

    private readonly CoordinatorRecovery _recovery = new("host", Patience, Margin);

    [Fact]
    public void Waits_for_every_member_that_may_host_shards()
    {
        var state = State(Member(1), Member(2, MemberStatus.Leaving), Member(3, MemberStatus.Exiting), Member(4, MemberStatus.Joining), Member(5, role: "client"));

        _recovery.Awaited(state, At(0)).ShouldBe([Node(1), Node(2), Node(3)], ignoreOrder: true);
        foreach (var number in new[] { 1, 2, 3 }) _recovery.Heard(Node(number));

        _recovery.IsOver(state, At(0)).ShouldBeTrue();
    }

    [Fact]
    public void Gives_up_a_reachable_member_that_says_nothing()
    {
        var state = State(Member(1), Member(2));
        _recovery.Heard(Node(1));

        _recovery.IsOver(state, At(0)).ShouldBeFalse();
        _recovery.IsOver(state, At(7.9)).ShouldBeFalse();
        _recovery.IsOver(state, At(8)).ShouldBeTrue();
    }

    [Fact]
    public void Waits_for_an_unreachable_member_until_it_is_removed()
    {
        var state = State(Member(1), Member(2));
        _recovery.Heard(Node(1));
        _recovery.IsOver(state, At(0)).ShouldBeFalse();
        var unreachable = state with { Gossip = state.Gossip with { Reachability = state.Gossip.Reachability.MarkUnreachable(Node(1), Node(2)) } };

        _recovery.IsOver(unreachable, At(5)).ShouldBeFalse();
        _recovery.IsOver(unreachable, At(1000)).ShouldBeFalse();

        // Once it is reachable again its patience begins anew.
        _recovery.IsOver(state, At(1001)).ShouldBeFalse();
        _recovery.IsOver(state, At(1008)).ShouldBeFalse();
        _recovery.IsOver(state, At(1009)).ShouldBeTrue();
    }

    [Fact]
    public void Gives_a_member_that_was_down_the_margin_to_stop()
    {
        _recovery.Heard(Node(1));

        _recovery.IsOver(State(Member(1), Member(2, MemberStatus.Down)), At(100)).ShouldBeFalse();
        _recovery.IsOver(State(Member(1)), At(101)).ShouldBeFalse();
        _recovery.IsOver(State(Member(1)), At(103.9)).ShouldBeFalse();
        _recovery.IsOver(State(Member(1)), At(104)).ShouldBeTrue();
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static UniqueAddress Node(int number) => new(new Address("akka.tcp", "spec", $"host{number}", 2552), number);

    private static Member Member(int number, MemberStatus status = MemberStatus.Up, string role = "host") => new(Node(number), number, status, [role], AppVersion.Create("1.0.0"));

    private static MembershipState State(params Member[] members) =>
        MembershipState.Initial(Node(1)) with { Gossip = Gossip.Empty.WithMembers(members.ToImmutableSortedSet()) };
}
