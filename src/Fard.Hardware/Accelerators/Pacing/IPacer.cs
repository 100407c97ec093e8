namespace Fard.Hardware.Accelerators.Pacing;

/// <summary>A clock with an alarm: releases items at their times, in the order in which they were scheduled.</summary>
/// <remarks>Disposing releases at once, in order, whatever still waits.</remarks>
public interface IPacer : IDisposable
{
    /// <summary>Nanoseconds since some moment in the past; never goes back.</summary>
    long Now { get; }

    /// <summary>
    /// Releases <paramref name="item"/> at <paramref name="due"/>, or at once where that is over; never before an item that was scheduled earlier.
    /// </summary>
    /// <param name="due">A time on the scale of <see cref="Now"/>.</param>
    /// <param name="item">What waits; allocated by the caller and reused, so that scheduling allocates nothing.</param>
    void Schedule(long due, IPacedItem item);
}

/// <summary>Something that waits for its time.</summary>
public interface IPacedItem
{
    /// <summary>Its time has come. Called on the pacer's thread: must return soon and must not throw.</summary>
    void Release();
}
