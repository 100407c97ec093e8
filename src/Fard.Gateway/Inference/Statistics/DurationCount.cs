namespace Fard.Gateway.Inference.Statistics;

/// <summary>How often something happened, and how long it took in all.</summary>
public readonly record struct DurationCount(long Count, TimeSpan Total)
{
    /// <summary>Once more.</summary>
    public DurationCount Add(TimeSpan duration) => new(Count + 1, Total + duration);

    /// <summary>The whole time in nanoseconds.</summary>
    public long Nanoseconds => Total.Ticks * TimeSpan.NanosecondsPerTick;
}
