using Akka.Event;

namespace Akka.TestKit;

/// <summary>Picks log events.</summary>
public interface IEventFilter
{
    /// <summary>Whether the event is one that the filter picks; if so, it is counted and not printed.</summary>
    bool Apply(LogEvent logEvent);
}

/// <summary>A filter that keeps picked events from being printed until it is unmuted or disposed.</summary>
public interface IUnmutableFilter : IDisposable
{
    void Unmute();
}
