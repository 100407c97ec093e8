namespace Fard.Hardware.Accelerators;

/// <summary>
/// When images enter and leave a modelled kernel: an image enters when it has arrived and the initiation interval since the image before is over,
/// and leaves one latency later.
/// </summary>
/// <remarks>Every time follows from the one before, not from when somebody woke up: lateness of the emulation never adds up.</remarks>
public sealed class KernelSchedule(KernelTiming timing)
{
    private long _nextEntry = long.MinValue;

    /// <summary>Lets images enter that arrive together and says when the last of them leaves.</summary>
    /// <param name="arrival">Nanoseconds; not before the arrival of earlier images.</param>
    /// <param name="images">At least 1.</param>
    public long Enter(long arrival, int images)
    {
        var first = Math.Max(arrival, _nextEntry);
        _nextEntry = first + timing.Nanoseconds(images * timing.IntervalCycles);
        return first + timing.Nanoseconds((images - 1) * timing.IntervalCycles + timing.LatencyCycles);
    }
}
