using Akka.Actor;
using Akka.TestKit;
using Fard.Actors.Devices;
using Fard.Actors.Tests.TestBoards;
using Fard.Hardware.Accelerators;
using Fard.Networks.Description;

namespace Fard.Actors.Tests.Devices;

/// <summary>Devices that fail or hang, and come back.</summary>
public class DeviceHealthSpec : LocalKit
{
    private readonly TestAccelerator _fpga = new();
    private readonly TestProbe _board;
    private readonly TestProbe _job;
    private readonly byte[] _image = TinyNetwork.Images(1);
    private readonly byte[] _result = new byte[TinyNetwork.OutputBytes];

    public DeviceHealthSpec()
    {
        _board = CreateTestProbe("board");
        _job = CreateTestProbe("job");
        _job.IgnoreMessages(message => message is DeviceLoading);
    }

    [Fact]
    public async Task A_run_that_fails_is_repeated_and_nobody_hears_of_it()
    {
        var (_, accelerator) = Start();
        _fpga.FailTimes = 2;
        await accelerator.RunAsync(_image, _result, 1, default);
        _result.ShouldBe(TinyNetwork.Expected(_image));
        _board.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task A_run_that_fails_too_often_makes_the_device_unhealthy_until_it_works_again()
    {
        var (device, accelerator) = Start();
        _fpga.FailRun = (0, "a short circuit");
        (await Should.ThrowAsync<AcceleratorException>(accelerator.RunAsync(_image, _result, 1, default).AsTask())).Message.ShouldContain("short circuit");
        Health().ShouldContain("short circuit");
        Refused(device).ShouldContain("short circuit");

        // It is not touched while its position has not let go.
        var resets = _fpga.Resets;
        _board.ExpectNoMsg(TimeSpan.FromMilliseconds(200));
        _fpga.Resets.ShouldBe(resets);
        device.Tell(new ReleaseDevice(Failed: true), _job);
        AwaitCondition(() => _fpga.Resets > resets + 1, Patience);

        _fpga.FailRun = null;
        Health().ShouldBeEmpty();
        device.Tell(Load(), _job);
        var again = _job.ExpectMsg<DeviceReady>(Patience);
        again.Reloaded.ShouldBeFalse();
        await again.Accelerator.RunAsync(_image, _result, 1, default);
        _result.ShouldBe(TinyNetwork.Expected(_image));
    }

    [Fact]
    public async Task A_device_that_hangs_is_cut()
    {
        var (device, accelerator) = Start(floor: TimeSpan.FromMilliseconds(200));
        _fpga.Hold();
        var running = accelerator.RunAsync(_image, _result, 1, default).AsTask();
        (await Should.ThrowAsync<AcceleratorException>(running.WaitAsync(Patience))).Message.ShouldContain("hangs");
        Health().ShouldContain("hangs");
        device.Tell(new ReleaseDevice(Failed: true), _job);
        _fpga.Release();
        Health().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_cannot_be_cut_keeps_the_device_and_its_position_is_given_up()
    {
        var (device, accelerator) = Start(floor: TimeSpan.FromMilliseconds(200));
        _fpga.IgnoreCancellation = true;
        _fpga.Hold();
        var running = accelerator.RunAsync(_image, _result, 1, default).AsTask();
        Health().ShouldContain("hangs");
        var stuck = (DeviceStuck)_board.FishForMessage(message => message is DeviceStuck, Patience);
        stuck.Holder.ShouldBe(_job.Ref);
        running.IsCompleted.ShouldBeFalse();
        _fpga.Release();
        await running.WaitAsync(Patience);
        device.Tell(new ReleaseDevice(Failed: true), _job);
        Health().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_its_job_cancels_is_no_fault()
    {
        var (_, accelerator) = Start();
        _fpga.Hold();
        using var cancel = new CancellationTokenSource();
        var running = accelerator.RunAsync(_image, _result, 1, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running.WaitAsync(Patience));
        _board.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task A_watched_run_allocates_nothing_in_steady_state()
    {
        var guarded = new GuardedAccelerator(new Instant(), new DeviceSettings(), _ => { }, _ => { });
        using var job = new CancellationTokenSource();
        for (var run = 0; run < 100; run++) await guarded.RunAsync(_image, _result, 1, job.Token);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var run = 0; run < 1000; run++) await guarded.RunAsync(_image, _result, 1, job.Token);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1000);
        guarded.StopWatching();
    }

    private (IActorRef Device, IAccelerator Accelerator) Start(TimeSpan? floor = null)
    {
        var settings = TestBitstreams.Board("a").Devices with { RunTimeoutFactor = 1 };
        if (floor is { } time) settings = settings with { RunTimeoutFloor = time, CutGrace = time };
        var device = _board.ChildActorOf(DeviceActor.Props(0, TinyNetwork.BoardType, _fpga, new TestBitstreams(), settings));
        device.Tell(Load(), _job);
        var ready = _job.ExpectMsg<DeviceReady>(Patience);
        _board.ExpectMsg<DeviceLoaded>(Patience);
        return (device, ready.Accelerator);
    }

    private string Health() => ((DeviceHealth)_board.FishForMessage(message => message is DeviceHealth, Patience)).Fault;

    private string Refused(IActorRef device)
    {
        var other = CreateTestProbe();
        device.Tell(Load(), other);
        return other.ExpectMsg<DeviceRefused>(Patience).Reason;
    }

    private static LoadBitstream Load() => new("tiny@0..3", "tiny", new LayerRange(0, 3));

    private sealed class Instant : IAccelerator
    {
        public string Kind => "instant";

        public Fard.Hardware.Bitstreams.BitstreamPackage? Loaded => null;

        public int MaxRunsInFlight => 1;

        public ValueTask LoadAsync(Fard.Hardware.Bitstreams.BitstreamPackage package, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
