using Fard.Hardware.Accelerators;

namespace Fard.Hardware.Tests.Accelerators;

public class KernelTimingSpec
{
    [Fact]
    public void Turns_cycles_into_time()
    {
        var timing = new KernelTiming(418_052, 115_200, 100_000_000);
        timing.Latency.ShouldBe(TimeSpan.FromMilliseconds(4.1805));
        timing.Interval.ShouldBe(TimeSpan.FromMilliseconds(1.152));
        timing.ImagesPerSecond.ShouldBe(868.06, 0.01);
        new KernelTiming(1, 1, 300_000_000).Nanoseconds(3_000_000_000_000).ShouldBe(10_000_000_000_000);
    }
}
