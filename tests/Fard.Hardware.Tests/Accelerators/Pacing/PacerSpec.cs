using System.Collections.Concurrent;
using Fard.Hardware.Accelerators.Pacing;

namespace Fard.Hardware.Tests.Accelerators.Pacing;

public class PacerSpec
{
    private readonly BlockingCollection<(int Id, long Time)> _log = [];

    [Fact]
    public void Real_time_releases_in_order_and_never_early()
    {
        using var pacer = Pacers.Create(TimeProvider.System);
        var start = pacer.Now;
        long Due(int i) => start + i * 300_000;
        for (var i = 0; i < 20; i++)
            pacer.Schedule(Due(i), new RecordedItem(pacer, i, _log));
        for (var i = 0; i < 20; i++)
        {
            var (id, time) = _log.Take();
            id.ShouldBe(i);
            time.ShouldBeGreaterThanOrEqualTo(Due(i));
        }

        pacer.Schedule(start, new RecordedItem(pacer, 99, _log));
        _log.Take().Id.ShouldBe(99);
    }

    [Fact]
    public void Real_time_does_not_wait_when_it_is_disposed()
    {
        var pacer = Pacers.Create(TimeProvider.System);
        var nextYear = pacer.Now + 365L * 86_400 * 1_000_000_000;
        for (var i = 0; i < 3; i++)
            pacer.Schedule(nextYear, new RecordedItem(pacer, i, _log));
        pacer.Dispose();
        pacer.Schedule(nextYear, new RecordedItem(pacer, 3, _log));
        pacer.Dispose();
        _log.Select(entry => entry.Id).ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public void Another_clock_is_served_by_its_timers()
    {
        var time = new ManualTime();
        using var pacer = Pacers.Create(time);
        pacer.Schedule(2_000_000, new RecordedItem(pacer, 0, _log));
        pacer.Schedule(2_000_100, new RecordedItem(pacer, 1, _log));
        pacer.Schedule(5_000_000, new RecordedItem(pacer, 2, _log));

        time.Advance(TimeSpan.FromMilliseconds(1.9));
        _log.ShouldBeEmpty();
        time.Advance(TimeSpan.FromMilliseconds(2));
        _log.ShouldBe([(0, 2_000_000), (1, 3_000_000)]);
        time.Advance(TimeSpan.FromMilliseconds(10));
        _log.Last().ShouldBe((2, 5_000_000));
        pacer.Schedule(1, new RecordedItem(pacer, 3, _log));
        _log.Last().Id.ShouldBe(3);
        time.Pending.ShouldBe(0);
    }

    [Fact]
    public void Another_clock_does_not_wait_when_it_is_disposed()
    {
        var pacer = Pacers.Create(new ManualTime());
        pacer.Schedule(1_000, new RecordedItem(pacer, 0, _log));
        pacer.Dispose();
        pacer.Schedule(1_000, new RecordedItem(pacer, 1, _log));
        _log.Select(entry => entry.Id).ShouldBe([0, 1]);
    }

    [Fact]
    public void Virtual_time_moves_by_hand_and_stops_at_every_item()
    {
        using var pacer = new VirtualPacer();
        pacer.Schedule(50, new RecordedItem(pacer, 0, _log));
        pacer.Schedule(40, new RecordedItem(pacer, 1, _log));
        pacer.Schedule(90, new RecordedItem(pacer, 2, _log));

        pacer.Waiting.ShouldBe(3);
        pacer.AdvanceTo(49);
        pacer.Now.ShouldBe(49);
        _log.ShouldBeEmpty();
        pacer.AdvanceTo(80);
        _log.ShouldBe([(0, 50), (1, 50)]);
        pacer.Now.ShouldBe(80);
        pacer.Dispose();
        _log.Last().ShouldBe((2, 80));
    }
}
