namespace Akka.Actor.Internal;

/// <summary>A child with its count of restarts, by which a strategy gives up on it.</summary>
internal sealed class ChildRestartStats(IInternalActorRef child)
{
    private int _restarts;
    private long _windowStart;

    public IInternalActorRef Child { get; } = child;

    public long Uid => Child.Path.Uid;

    /// <summary>Counts one more restart.</summary>
    /// <param name="maxRetries">The most restarts allowed; negative for no limit, 0 for none.</param>
    /// <param name="windowMilliseconds">The time over which they are counted; not positive for all time.</param>
    /// <returns>Whether the restart is allowed.</returns>
    public bool RequestRestartPermission(int maxRetries, int windowMilliseconds)
    {
        if (maxRetries == 0)
            return false;
        if (windowMilliseconds <= 0)
            return maxRetries < 0 || ++_restarts <= maxRetries;
        var now = Environment.TickCount64;
        if (_windowStart == 0 || now - _windowStart > windowMilliseconds)
        {
            _windowStart = now;
            _restarts = 1;
            return true;
        }

        return ++_restarts <= (maxRetries < 0 ? 1 : maxRetries);
    }
}
