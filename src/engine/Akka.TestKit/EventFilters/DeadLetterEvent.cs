using Akka.Event;

namespace Akka.TestKit.Internal;

/// <summary>A dead letter as a log event, for filters. The system's own listener is what logs dead letters.</summary>
internal sealed class DeadLetterEvent : LogEvent
{
    internal DeadLetterEvent(DeadLetter letter)
    {
        Letter = letter;
        LogSource = letter.Recipient?.Path.ToString() ?? "";
        LogClass = letter.Recipient?.GetType() ?? typeof(DeadLetter);
        Message = letter;
    }

    internal DeadLetter Letter { get; }

    public override LogLevel LogLevel() => Event.LogLevel.WarningLevel;
}
