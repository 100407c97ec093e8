using Fard.Hardware.Accelerators;
using Fard.Hardware.Accelerators.Pacing;

namespace Fard.Hardware.Tests.Accelerators;

public class EmulatedPacingSpec(LoadedPackage loaded) : IClassFixture<LoadedPackage>
{
    // A clock of 1 GHz: a cycle is a nanosecond.
    private static readonly KernelTiming Timing = new(40, 10, 1_000_000_000);

    [Fact]
    public async Task Results_leave_at_their_modelled_times_and_in_order()
    {
        var pacer = new VirtualPacer();
        var (device, _) = await loaded.Load(new EmulatedPacing(_ => Timing, pacer));
        await using var __ = device;
        pacer.AdvanceTo(1_000);
        var first = Run(device, 3);
        var second = Run(device, 2);
        WaitFor(() => pacer.Waiting == 2);

        pacer.AdvanceTo(1_059);
        first.IsCompleted.ShouldBeFalse();
        pacer.AdvanceTo(1_060);
        await first;
        second.IsCompleted.ShouldBeFalse();
        pacer.AdvanceTo(1_080);
        await second;
        device.LateRuns.ShouldBe(0);
    }

    [Fact]
    public async Task A_result_that_is_computed_late_does_not_shift_the_ones_behind_it()
    {
        var pacer = new VirtualPacer();
        var (device, executor) = await loaded.Load(new EmulatedPacing(_ => Timing, pacer));
        await using var _ = device;
        executor.Gate.Reset();
        var first = Run(device, 1);
        pacer.AdvanceTo(10);
        var second = Run(device, 1);
        pacer.AdvanceTo(45);
        executor.Gate.Set();
        WaitFor(() => pacer.Waiting == 2);

        pacer.AdvanceTo(49);
        await first;
        second.IsCompleted.ShouldBeFalse();
        pacer.AdvanceTo(50);
        await second;
        device.LateRuns.ShouldBe(1);
    }

    [Fact]
    public async Task Asks_for_the_timing_of_the_package_that_is_loaded()
    {
        var pacer = new VirtualPacer();
        List<string> asked = [];
        var (device, _) = await loaded.Load(new EmulatedPacing(
            package =>
            {
                asked.Add(package.Name);
                return Timing;
            },
            pacer));
        await using var __ = device;
        await device.LoadAsync(loaded.Store.Load("small@0..5"), default);
        asked.ShouldBe(["small@6..8", "small@0..5"]);
    }

    [Fact]
    public async Task Disposing_ends_runs_before_their_time()
    {
        var pacer = new VirtualPacer();
        var (device, _) = await loaded.Load(new EmulatedPacing(_ => Timing, pacer));
        var run = Run(device, 1);
        await device.DisposeAsync();
        await run;
        pacer.Now.ShouldBe(0);
    }

    [Fact]
    public async Task Real_time_never_hands_out_a_result_before_its_modelled_time()
    {
        var pacer = Pacers.Create(TimeProvider.System);
        var timing = new KernelTiming(2_000_000, 300_000, 1_000_000_000);
        var (device, _) = await loaded.Load(new EmulatedPacing(_ => timing, pacer));
        await using var __ = device;
        var start = pacer.Now;
        var runs = Enumerable.Range(0, 8).Select(_ => Run(device, 1)).ToArray();
        for (var i = 0; i < runs.Length; i++)
        {
            await runs[i];
            (pacer.Now - start).ShouldBeGreaterThanOrEqualTo(2_000_000 + i * 300_000);
        }
    }

    private static Task Run(EmulatedAccelerator device, int images) =>
        device.RunAsync(new byte[64 * images], new byte[128 * images], images, default).AsTask();

    private static void WaitFor(Func<bool> condition) => SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(30)).ShouldBeTrue();
}
