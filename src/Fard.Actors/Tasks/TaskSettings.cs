namespace Fard.Actors.Tasks;

/// <summary>Settings of tasks (<c>fard.tasks</c> in the configuration).</summary>
public sealed record TaskSettings
{
    /// <summary>How long a board may take to answer a reservation.</summary>
    public TimeSpan ReserveTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A board gives a reservation up that was not used for this time.</summary>
    public TimeSpan ReservationExpiry { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a board may take to report a replica that it was given, and then to have its files.</summary>
    public TimeSpan LaunchTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a program may take to set itself up.</summary>
    public TimeSpan SetupTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A program that was asked to stop is ended by force after this time.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A program that does not end even by force is given up after this further time.</summary>
    public TimeSpan ForceGrace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Boards report their tasks at this interval, and at every change; programs are asked whether they live.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A board or a program that was silent for this time is lost.</summary>
    public TimeSpan HeartbeatPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A message that was not answered is repeated, and a replica that waits is tried again, after this time.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A replica that crashed is started again after this time, and after twice as long each further time.</summary>
    public TimeSpan RestartBackoff { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest time between two starts.</summary>
    public TimeSpan RestartBackoffMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A replica that was ready for this time has its crashes forgotten.</summary>
    public TimeSpan RestartReset { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Credit of one sender with one receiver: an event takes one and one more for every 4 KiB.</summary>
    public int EventWindow { get; init; } = 256;

    /// <summary>How long a program that fires an event waits for room at the receiver before the event is dropped.</summary>
    public TimeSpan EventWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A sender that heard nothing of its receiver for this time asks it.</summary>
    public TimeSpan EventAsk { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A key's event that no replica has answered for this time is given to a replica again.</summary>
    public TimeSpan KeyedRetry { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A key without events for this time leaves the memory of its head's entities; its state stays.</summary>
    public TimeSpan EntityIdle { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Most events in the queue of a task that drops what does not fit.</summary>
    public int EventQueue { get; init; } = 1024;

    /// <summary>Bytes of output that a replica keeps for whoever consumes it; when they are full the program waits.</summary>
    public int OutputBytes { get; init; } = 1 << 20;

    /// <summary>Applications that were killed whose ids the heads still recognise.</summary>
    public int Remembered { get; init; } = 1000;

    /// <summary>The clock of all this.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
