using Fard.Gateway.Dashboard.Live;

namespace Fard.Gateway.Tests.Dashboard.Live;

public sealed class BoundsSpec
{
    [Fact]
    public void As_many_listeners_as_allowed_come_in_and_a_place_is_given_back_once()
    {
        var gate = new ListenerGate(2);
        var first = gate.TryEnter()!;
        using var second = gate.TryEnter();
        gate.TryEnter().ShouldBeNull();
        first.Dispose();
        first.Dispose();
        using var third = gate.TryEnter();
        third.ShouldNotBeNull();
        gate.TryEnter().ShouldBeNull();
    }

    [Fact]
    public void A_queue_of_lines_keeps_the_newest_and_counts_the_others()
    {
        var lines = new LineQueue<int>(3);
        for (var i = 0; i < 10; i++) lines.Add(i);
        lines.TakeDropped().ShouldBe(7);
        lines.TakeDropped().ShouldBe(0);
        lines.TryTake(out var oldest).ShouldBeTrue();
        oldest.ShouldBe(7);
    }

    [Fact]
    public void A_history_keeps_the_last_samples_one_for_each_second()
    {
        var history = new RateHistory(3);
        for (var i = 0; i < 10; i++) history.Add(DateTimeOffset.UnixEpoch.AddSeconds(i / 2.0), new Dictionary<string, double> { [i < 8 ? "a" : "b"] = i });
        var kept = history.Read();
        kept.Times.ShouldBe([2, 3, 4]);
        kept.Series["a"].ShouldBe([4, 6, null]);
        kept.Series["b"].ShouldBe([null, null, 8]);
    }
}
