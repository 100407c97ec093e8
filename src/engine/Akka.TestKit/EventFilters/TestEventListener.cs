using Akka.Event;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>
/// A logger that prints what no event filter picks. It makes log events of dead letters and unhandled messages, so that
/// filters can pick those too.
/// </summary>
public class TestEventListener : DefaultLogger
{
    private readonly List<IEventFilter> _filters = [];

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger initialize:
                foreach (var channel in new[] { typeof(MuteEvents), typeof(UnmuteEvents), typeof(DeadLetter), typeof(UnhandledMessage) })
                    initialize.LoggingBus.Subscribe(Context.Self, channel);
                EventListening.For(Context.System).Begin();
                return base.Receive(message);
            case MuteEvents mute:
                _filters.AddRange(mute.Filters);
                return true;
            case UnmuteEvents unmute:
                _filters.RemoveAll(filter => unmute.Filters.Contains(filter));
                return true;
            case LogEvent logEvent:
                if (!IsPicked(logEvent))
                    Print(logEvent);
                return true;
            case DeadLetter letter:
                IsPicked(new DeadLetterEvent(letter));
                return true;
            case UnhandledMessage unhandled:
                Receive(unhandled);
                return true;
            default:
                return base.Receive(message);
        }
    }

    private void Receive(UnhandledMessage unhandled)
    {
        var warning = new Warning(unhandled.Recipient.Path.ToString(), unhandled.Recipient.GetType(), $"Unhandled message from {unhandled.Sender}: {unhandled.Message}");
        if (!IsPicked(warning))
            Print(warning);
    }

    /// <summary>The filter that was added last comes first, as the innermost of nested ones.</summary>
    private bool IsPicked(LogEvent logEvent)
    {
        for (var i = _filters.Count - 1; i >= 0; i--)
        {
            if (_filters[i].Apply(logEvent))
                return true;
        }

        return false;
    }
}
