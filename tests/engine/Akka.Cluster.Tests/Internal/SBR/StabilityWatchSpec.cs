using Akka.Cluster.Gossiping;
using Akka.Cluster.SBR;
using static Akka.Cluster.Tests.Internal.Nodes;

namespace Akka.Cluster.Tests.Internal.SBR;

public sealed class StabilityWatchSpec
{
    private readonly StabilityWatch _watch = new(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(15));

    [Fact]
    public void Waits_while_everybody_is_reachable()
    {
        Observe(State(1, MemberOf(1), MemberOf(2)), 0);

        _watch.Judge(At(100)).ShouldBe(StabilityWatch.Verdict.Wait);
    }

    [Fact]
    public void Is_stable_when_nothing_has_changed_for_the_time()
    {
        Observe(State(1, MemberOf(1), MemberOf(2)).Unreachable(1, 2), 0);

        _watch.Judge(At(19)).ShouldBe(StabilityWatch.Verdict.Wait);
        _watch.Judge(At(20)).ShouldBe(StabilityWatch.Verdict.Stable);
    }

    [Fact]
    public void A_change_starts_the_time_anew()
    {
        Observe(State(1, MemberOf(1), MemberOf(2), MemberOf(3)).Unreachable(1, 2), 0);
        Observe(State(1, MemberOf(1), MemberOf(2), MemberOf(3)).Unreachable(1, 2, 3), 10);

        _watch.Judge(At(29)).ShouldBe(StabilityWatch.Verdict.Wait);
        _watch.Judge(At(30)).ShouldBe(StabilityWatch.Verdict.Stable);
    }

    [Fact]
    public void Gives_up_what_never_becomes_stable()
    {
        for (var second = 0; second <= 35; second += 5)
            Observe(State(1, MemberOf(1), MemberOf(2), MemberOf(3)).Unreachable(1, second % 2 == 0 ? [2] : [2, 3]), second);

        _watch.Judge(At(34)).ShouldBe(StabilityWatch.Verdict.Wait);
        _watch.Judge(At(35)).ShouldBe(StabilityWatch.Verdict.Unstable);
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private void Observe(MembershipState state, double seconds) => _watch.Observe(new PartitionView(state), state.Gossip.Members, At(seconds));
}
