namespace Akka.Remote;

/// <summary>A source of time in milliseconds that never goes back.</summary>
public delegate long Clock();

/// <summary>Judges from the arrival times of heart beats whether one resource is alive.</summary>
public abstract class FailureDetector
{
    public static readonly Clock DefaultClock = () => Environment.TickCount64;

    /// <summary>Whether the resource is considered up. It is until a first heart beat has been followed by too long a silence.</summary>
    public abstract bool IsAvailable { get; }

    /// <summary>Whether a first heart beat has come.</summary>
    public abstract bool IsMonitoring { get; }

    public abstract void HeartBeat();
}
