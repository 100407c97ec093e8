using Akka.Event;

namespace Akka.TestKit.Internal;

/// <summary>Counts the log events that it picks.</summary>
internal sealed class LogEventFilter(Func<LogEvent, bool> matches, string description) : IEventFilter
{
    private int _count;

    internal int Count => Volatile.Read(ref _count);

    public bool Apply(LogEvent logEvent)
    {
        if (!matches(logEvent))
            return false;
        Interlocked.Increment(ref _count);
        return true;
    }

    public override string ToString() => description;

    internal LogEventFilter Fresh() => new(matches, description);
}
