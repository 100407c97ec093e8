using Akka.Actor;
using Akka.TestKit;
using Fard.Actors.Devices;
using Fard.Actors.Tests.TestBoards;
using Fard.Networks.Description;

namespace Fard.Actors.Tests.Devices;

public class DeviceActorSpec : LocalKit
{
    private static readonly DeviceSettings Settings = TestBitstreams.Board("a").Devices;

    private readonly TestAccelerator _fpga = new();
    private readonly Akka.TestKit.TestProbe _board;
    private readonly IActorRef _device;

    public DeviceActorSpec()
    {
        _board = CreateTestProbe("board");
        _device = _board.ChildActorOf(DeviceActor.Props(0, TinyNetwork.BoardType, _fpga, new TestBitstreams(), Settings));
    }

    private TestProbe CreateJob()
    {
        var job = CreateTestProbe();
        job.IgnoreMessages(message => message is DeviceLoading);
        return job;
    }

    [Fact]
    public void Loads_a_bitstream_and_hands_the_accelerator_out()
    {
        var job = CreateJob();
        _device.Tell(Load(0, 1), job);
        var ready = job.ExpectMsg<DeviceReady>(Patience);
        ready.Reloaded.ShouldBeTrue();
        ready.Accelerator.ShouldBeOfType<GuardedAccelerator>().Loaded.ShouldBe(_fpga.Loaded);
        _fpga.Loaded!.Layers.ShouldBe(new LayerRange(0, 1));
        _board.ExpectMsg<DeviceLoaded>(Patience).ShouldBe(new DeviceLoaded(0, "tiny@0..1"));
    }

    [Fact]
    public void Does_not_load_again_what_is_loaded()
    {
        var (first, second) = (CreateJob(), CreateJob());
        _device.Tell(Load(0, 1), first);
        first.ExpectMsg<DeviceReady>(Patience);
        _device.Tell(new ReleaseDevice(Failed: false), first);
        _device.Tell(Load(0, 1), second);
        second.ExpectMsg<DeviceReady>(Patience).Reloaded.ShouldBeFalse();
        _fpga.Loads.ShouldBe(1);
    }

    [Fact]
    public void Loads_again_after_the_device_failed()
    {
        var (first, second) = (CreateJob(), CreateJob());
        _device.Tell(Load(0, 1), first);
        first.ExpectMsg<DeviceReady>(Patience);
        _device.Tell(new ReleaseDevice(Failed: true), first);
        _device.Tell(Load(0, 1), second);
        second.ExpectMsg<DeviceReady>(Patience).Reloaded.ShouldBeTrue();
        _fpga.Loads.ShouldBe(2);
    }

    [Fact]
    public void One_job_at_a_time_has_the_device_and_the_next_waits()
    {
        var (first, second, third) = (CreateJob(), CreateJob(), CreateJob());
        _device.Tell(Load(0, 1), first);
        first.ExpectMsg<DeviceReady>(Patience);
        _device.Tell(Load(2, 3), second);
        _device.Tell(Load(0, 3), third);
        second.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        _device.Tell(new ReleaseDevice(Failed: false), second);
        _device.Tell(new ReleaseDevice(Failed: false), first);
        third.ExpectMsg<DeviceReady>(Patience);
        second.ExpectNoMsg(TimeSpan.Zero);
        _fpga.Loaded!.Layers.ShouldBe(new LayerRange(0, 3));
    }

    [Fact]
    public void A_job_that_goes_while_its_bitstream_loads_frees_the_device_when_the_load_has_ended()
    {
        var (first, second) = (CreateJob(), CreateJob());
        _fpga.HoldLoads();
        _device.Tell(Load(0, 1), first);
        _device.Tell(new ReleaseDevice(Failed: false), first);
        _device.Tell(Load(2, 3), second);
        second.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        _fpga.ReleaseLoads();
        second.ExpectMsg<DeviceReady>(Patience);
        _fpga.Loads.ShouldBe(2);
    }

    [Fact]
    public void Says_why_a_load_failed_and_serves_the_next_when_it_works_again()
    {
        var (first, second) = (CreateJob(), CreateJob());
        _fpga.FailLoad = "no power";
        _device.Tell(Load(0, 1), first);
        first.ExpectMsg<DeviceRefused>(Patience).Reason.ShouldContain("no power");
        Health().ShouldContain("no power");
        _device.Tell(new ReleaseDevice(Failed: true), first);
        _device.Tell(Load(0, 1), second);
        second.ExpectMsg<DeviceRefused>(Patience).Reason.ShouldContain("unhealthy");
        _fpga.FailLoad = null;
        Health().ShouldBeEmpty();
        _device.Tell(Load(0, 1), second);
        second.ExpectMsg<DeviceReady>(Patience);
    }

    [Fact]
    public void Refuses_a_package_that_is_missing_or_computes_other_layers()
    {
        var job = CreateJob();
        _device.Tell(new LoadBitstream("absent@0..1", "tiny", new LayerRange(0, 1)), job);
        job.ExpectMsg<DeviceRefused>(Patience).Reason.ShouldContain("none of that name");
        _device.Tell(new ReleaseDevice(Failed: true), job);
        _device.Tell(new LoadBitstream("tiny@0..1", "tiny", new LayerRange(0, 2)), job);
        job.ExpectMsg<DeviceRefused>(Patience).Reason.ShouldContain("needs layers 0..2");
    }

    private string Health() => ((DeviceHealth)_board.FishForMessage(message => message is DeviceHealth, Patience)).Fault;

    private static LoadBitstream Load(int first, int last) => new($"tiny@{first}..{last}", "tiny", new LayerRange(first, last));
}
