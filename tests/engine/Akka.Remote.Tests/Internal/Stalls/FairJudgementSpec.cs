using Akka.Remote.Stalls;

namespace Akka.Remote.Tests.Internal.Stalls;

public sealed class FairJudgementSpec
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    [Fact]
    public void Judges_when_the_pool_has_been_calm_for_two_heart_beats()
    {
        TimeSpan? asked = null;
        new FairJudgement(Interval, since => (asked = since) is not null).Allows(TimeSpan.Zero).ShouldBeTrue();
        asked.ShouldBe(Interval * 2);
    }

    [Fact]
    public void Waits_at_least_a_second_with_quick_heart_beats()
    {
        TimeSpan? asked = null;
        new FairJudgement(TimeSpan.FromMilliseconds(10), since => (asked = since) is not null).Allows(TimeSpan.Zero).ShouldBeTrue();
        asked.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Postpones_while_the_pool_is_not_calm_but_not_for_ever()
    {
        var calm = false;
        var judgement = new FairJudgement(Interval, _ => calm);
        var start = TimeSpan.FromHours(1);

        judgement.Allows(start).ShouldBeFalse();
        judgement.Allows(start + PoolWatch.LongestStall).ShouldBeFalse();
        judgement.Allows(start + PoolWatch.LongestStall + TimeSpan.FromSeconds(1)).ShouldBeTrue();

        calm = true;
        judgement.Allows(start + TimeSpan.FromMinutes(1)).ShouldBeTrue();
        calm = false;
        judgement.Allows(start + TimeSpan.FromMinutes(2)).ShouldBeFalse();
    }
}
