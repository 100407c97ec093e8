namespace Akka.Remote.Stalls;

/// <summary>
/// Keeps a process from judging others by heart beats that it could not take in itself: not while its thread pool is stalled, nor in the grace after
/// that, in which what has piled up is read. A process that is always stalled judges all the same, after <see cref="PoolWatch.LongestStall"/>. Not thread-safe.
/// </summary>
/// <param name="heartbeatInterval">Of the heart beats that are judged.</param>
/// <param name="isCalm">Whether the pool has not been stalled within a time.</param>
internal sealed class FairJudgement(TimeSpan heartbeatInterval, Func<TimeSpan, bool> isCalm)
{
    private static readonly TimeSpan LeastGrace = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _grace = heartbeatInterval * 2 > LeastGrace ? heartbeatInterval * 2 : LeastGrace;
    private TimeSpan? _postponedSince;

    /// <param name="now">Time since some fixed moment.</param>
    public bool Allows(TimeSpan now)
    {
        if (isCalm(_grace))
        {
            _postponedSince = null;
            return true;
        }
        _postponedSince ??= now;
        return now - _postponedSince > PoolWatch.LongestStall;
    }
}
