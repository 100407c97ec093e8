using Fard.Hardware.Accelerators;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Hardware.Tests.Accelerators;

public class KernelScheduleSpec
{
    // A clock of 1 GHz: a cycle is a nanosecond.
    private static readonly KernelTiming Timing = new(40, 10, 1_000_000_000);

    [Fact]
    public void Gives_an_idle_kernel_its_latency()
    {
        var schedule = new KernelSchedule(Timing);
        schedule.Enter(1_000, 1).ShouldBe(1_040);
        schedule.Enter(5_000, 1).ShouldBe(5_040);
    }

    [Fact]
    public void Lets_images_enter_one_interval_apart()
    {
        var schedule = new KernelSchedule(Timing);
        schedule.Enter(0, 3).ShouldBe(60);
        schedule.Enter(0, 2).ShouldBe(80);
        schedule.Enter(49, 1).ShouldBe(90);
    }

    [Fact]
    public void Is_the_recurrence_image_by_image()
    {
        var chunks = Gen.ListOf(Gen.Choose(0, 100).SelectMany(gap => Gen.Choose(1, 5).Select(images => (Gap: gap, Images: images))));
        Prop.ForAll(chunks.ToArbitrary(), list =>
        {
            var schedule = new KernelSchedule(Timing);
            long now = 0;
            long? previousEntry = null;
            foreach (var (gap, images) in list)
            {
                now += gap;
                for (var i = 0; i < images; i++)
                    previousEntry = Math.Max(now, previousEntry + Timing.IntervalCycles ?? now);
                if (schedule.Enter(now, images) != previousEntry + Timing.LatencyCycles)
                    return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }
}
