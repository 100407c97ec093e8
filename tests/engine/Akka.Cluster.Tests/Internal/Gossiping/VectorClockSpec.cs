using Akka.Cluster.Gossiping;

namespace Akka.Cluster.Tests.Internal.Gossiping;

public sealed class VectorClockSpec
{
    private static readonly UniqueAddress A = Nodes.Node(1);
    private static readonly UniqueAddress B = Nodes.Node(2);

    [Fact]
    public void A_clock_is_before_what_follows_from_it()
    {
        var first = VectorClock.Empty.Increment(A);
        var second = first.Increment(B);

        first.CompareTo(second).ShouldBe(CausalOrder.Before);
        second.CompareTo(first).ShouldBe(CausalOrder.After);
        first.CompareTo(VectorClock.Empty.Increment(A)).ShouldBe(CausalOrder.Same);
    }

    [Fact]
    public void Clocks_that_went_on_apart_are_concurrent_and_their_merge_is_after_both()
    {
        var start = VectorClock.Empty.Increment(A);
        var (left, right) = (start.Increment(A), start.Increment(B));

        left.CompareTo(right).ShouldBe(CausalOrder.Concurrent);
        left.Merge(right).CompareTo(left).ShouldBe(CausalOrder.After);
        left.Merge(right).CompareTo(right).ShouldBe(CausalOrder.After);
    }

    [Fact]
    public void Pruning_forgets_a_node()
    {
        var clock = VectorClock.Empty.Increment(A).Increment(B);

        clock.Prune(n => n == A).Counters.Keys.ShouldBe([B]);
    }
}
