using Akka.Cluster.Gossiping;

namespace Akka.Cluster.Tests.Internal.Gossiping;

public sealed class ReachabilitySpec
{
    private static readonly UniqueAddress A = Nodes.Node(1);
    private static readonly UniqueAddress B = Nodes.Node(2);
    private static readonly UniqueAddress C = Nodes.Node(3);

    [Fact]
    public void A_subject_is_reachable_only_when_no_observer_misses_it()
    {
        var reachability = Reachability.Empty.MarkUnreachable(A, C).MarkUnreachable(B, C);
        reachability.IsReachable(C).ShouldBeFalse();
        reachability.ObserversOf(C).ShouldBe([A, B], ignoreOrder: true);

        reachability = reachability.MarkReachable(A, C);
        reachability.IsReachable(C).ShouldBeFalse();
        reachability.IsReachable(A, C).ShouldBeTrue();

        reachability.MarkReachable(B, C).IsAllReachable.ShouldBeTrue();
    }

    [Fact]
    public void Saying_the_same_again_changes_nothing()
    {
        var reachability = Reachability.Empty.MarkUnreachable(A, C);

        reachability.MarkUnreachable(A, C).ShouldBeSameAs(reachability);
        reachability.MarkReachable(B, C).ShouldBeSameAs(reachability);
    }

    [Fact]
    public void The_newer_word_of_an_observer_counts()
    {
        var older = Reachability.Empty.MarkUnreachable(A, C);
        var newer = older.MarkReachable(A, C);
        HashSet<UniqueAddress> members = [A, B, C];

        older.Merge(newer, members).IsReachable(C).ShouldBeTrue();
        newer.Merge(older, members).IsReachable(C).ShouldBeTrue();
    }

    [Fact]
    public void Removed_members_are_forgotten_as_observers_and_as_subjects()
    {
        var reachability = Reachability.Empty.MarkUnreachable(A, C).MarkUnreachable(B, A);

        reachability.Remove(new HashSet<UniqueAddress> { A }).IsAllReachable.ShouldBeTrue();
        reachability.RemoveObservers(new HashSet<UniqueAddress> { B }).AllUnreachable.ShouldBe([C]);
    }
}
