namespace Fard.Hardware.Accelerators.Pacing;

/// <summary>Chooses the pacer for a clock and an operating system.</summary>
public static class Pacers
{
    /// <summary>
    /// For the system's clock on Linux a thread that sleeps to the microsecond; for every other clock, and elsewhere, timers of
    /// <paramref name="time"/>, which the system's clock serves to the millisecond.
    /// </summary>
    public static IPacer Create(TimeProvider time) =>
        OperatingSystem.IsLinux() && ReferenceEquals(time, TimeProvider.System) ? new SleepingPacer() : new TimerPacer(time);
}
