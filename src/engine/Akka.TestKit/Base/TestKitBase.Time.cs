using System.Diagnostics;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    private TimeSpan? _end;
    private bool _lastWasNoMsg;

    /// <summary>A clock that only goes forward.</summary>
    public static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    /// <summary>The time that is left of the innermost Within.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public TimeSpan Remaining => _end is { } end ? end - Now : throw new InvalidOperationException("Remaining has a meaning only inside Within.");

    /// <summary>The time that is left of the innermost Within, or the dilated single expect default outside.</summary>
    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    /// <summary>The dilated <paramref name="duration"/>; where it is null, <see cref="RemainingOrDefault"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="duration"/> is infinite.</exception>
    public TimeSpan RemainingOrDilated(TimeSpan? duration)
    {
        if (duration is not { } given)
            return RemainingOrDefault;
        if (given == Timeout.InfiniteTimeSpan)
            throw new ArgumentException("An expectation waits for a finite time.", nameof(duration));
        return Dilated(given);
    }

    /// <summary>A duration multiplied by the time factor; an infinite one stays.</summary>
    public TimeSpan Dilated(TimeSpan duration) => duration < TimeSpan.Zero ? duration : duration * TestKitSettings.TestTimeFactor;

    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => timeout ?? RemainingOrDefault;

    protected TimeSpan RemainingOr(TimeSpan duration) => _end is { } end ? NotNegative(end - Now) : duration;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan NotNegative(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;
}
