namespace Fard.Hardware.Accelerators;

/// <summary>How a dataflow kernel behaves in time, in cycles of its clock.</summary>
/// <param name="LatencyCycles">From an image's entry to its last result, when nothing else is inside.</param>
/// <param name="IntervalCycles">Initiation interval: from one image's entry to the earliest entry of the next.</param>
/// <param name="ClockHertz">The kernel's clock.</param>
public readonly record struct KernelTiming(long LatencyCycles, long IntervalCycles, long ClockHertz)
{
    /// <summary>Latency of one image.</summary>
    public TimeSpan Latency => TimeSpan.FromTicks(Nanoseconds(LatencyCycles) / 100);

    /// <summary>Initiation interval.</summary>
    public TimeSpan Interval => TimeSpan.FromTicks(Nanoseconds(IntervalCycles) / 100);

    /// <summary>Images per second while the kernel is never short of them.</summary>
    public double ImagesPerSecond => (double)ClockHertz / IntervalCycles;

    /// <summary>The duration of <paramref name="cycles"/> clock cycles, rounded to nanoseconds.</summary>
    public long Nanoseconds(long cycles) => (long)(((Int128)cycles * 1_000_000_000 + ClockHertz / 2) / ClockHertz);
}
