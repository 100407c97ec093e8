using Fard.Actors.Devices;
using Fard.Actors.Jobs;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Actors.Tests.Devices;

public class DeviceCountersSpec
{
    private readonly ManualTime _time = new();
    private readonly DeviceCounters _device;

    public DeviceCountersSpec() => _device = new DeviceCounters(_time);

    [Fact]
    public void Is_busy_while_any_run_is_under_way()
    {
        _device.RunBegan();
        Pass(1);
        _device.RunBegan();
        Pass(2);
        _device.Busy.ShouldBe(Seconds(3));
        _device.RunEnded(4);
        Pass(4);
        _device.RunEnded(0);
        Pass(8);
        _device.Busy.ShouldBe(Seconds(7));
        (_device.Runs, _device.Images).ShouldBe((1, 4));
    }

    [Fact]
    public void Counts_loads_and_their_time_whether_they_succeed_or_not()
    {
        var began = _time.GetTimestamp();
        Pass(2);
        _device.LoadEnded(began, loaded: true);
        _device.LoadEnded(began, loaded: false);
        _device.Failed();
        (_device.Loads, _device.Loading, _device.Failures).ShouldBe((1, Seconds(4), 1));
    }

    [Fact]
    public void A_position_owns_the_time_between_its_start_and_its_last_chunk()
    {
        Run(1);
        var position = new PositionCounters(_time);
        position.Begin(_device);
        position.WatchQueues(() => 3);
        _device.QueuedChunks.ShouldBe(3);
        Run(2);
        position.Computing.ShouldBe(Seconds(2));
        position.LastComputed.ShouldBeNull();
        position.Computed();
        position.LastComputed.ShouldBe(_time.GetUtcNow());
        _device.QueuedChunks.ShouldBe(0);
        Run(4);
        position.Computing.ShouldBe(Seconds(2));
    }

    [Fact]
    public void A_wait_counts_from_its_begin_to_its_end_and_while_it_lasts()
    {
        var position = new PositionCounters(_time);
        position.Starving.Begin();
        Pass(2);
        position.Starved.ShouldBe(Seconds(2));
        position.Starving.End();
        position.Blocking.Begin();
        Pass(3);
        position.Stopped();
        Pass(5);
        (position.Starved, position.Blocked).ShouldBe((Seconds(2), Seconds(3)));
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private void Pass(int seconds) => _time.Advance(Seconds(seconds));

    private void Run(int seconds)
    {
        _device.RunBegan();
        Pass(seconds);
        _device.RunEnded(1);
    }
}
