using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Fard.Hardware.Accelerators.Pacing;

/// <summary>Linux calls for a thread that has to wake up on time.</summary>
[SupportedOSPlatform("linux")]
internal static partial class ThreadTuning
{
    private const int MonotonicClock = 1;
    private const int SetTimerSlack = 29;
    private const int ThisThread = 0;
    private const int HighPriority = -10;

    /// <summary>
    /// Lets the calling thread's sleeps end within a microsecond instead of 50 and, where the process may, before other threads.
    /// Both are refinements: a refusal by the system is no error.
    /// </summary>
    public static void WakePrecisely()
    {
        _ = ProcessControl(SetTimerSlack, 1, 0, 0, 0);
        _ = SetPriority(ThisThread, 0, HighPriority);
    }

    /// <summary>Sleeps for some nanoseconds, at most about two seconds; a signal ends the sleep early.</summary>
    public static void Sleep(long nanoseconds)
    {
        var duration = new TimeSpecification { Seconds = (nint)(nanoseconds / 1_000_000_000), Nanoseconds = (nint)(nanoseconds % 1_000_000_000) };
        _ = ClockNanosleep(MonotonicClock, 0, in duration, 0);
    }

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    private static partial int ClockNanosleep(int clock, int flags, in TimeSpecification duration, nint remaining);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int priority);

    // struct timespec: both fields are C longs.
    private struct TimeSpecification
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
