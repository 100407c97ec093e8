namespace Akka.Actor.Internal;

/// <summary>Why a cell waits for children to stop.</summary>
internal sealed class SuspendReason
{
    /// <summary>The actor stopped some children; it goes on meanwhile.</summary>
    public static readonly SuspendReason UserRequest = new(null);
    public static readonly SuspendReason Creation = new(null);
    public static readonly SuspendReason Termination = new(null);

    private SuspendReason(Exception? cause) => Cause = cause;

    /// <summary>The failure that a restart follows; null for the other reasons.</summary>
    public Exception? Cause { get; }

    public static SuspendReason Recreation(Exception cause) => new(cause);
}
