using Akka.Actor;

namespace Akka.Event;

/// <summary>Logs dead letters: as many as akka.log-dead-letters says, then silence, then, after akka.log-dead-letters-suspend-duration, from the start.</summary>
public class DeadLetterListener : ActorBase
{
    private readonly int _max;
    private readonly TimeSpan _suspend;
    private int _count;

    public DeadLetterListener()
    {
        _max = Context.System.Settings.LogDeadLetters;
        _suspend = Context.System.Settings.LogDeadLettersSuspendDuration;
    }

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
        Context.System.EventStream.Subscribe(Self, typeof(Dropped));
        Context.System.EventStream.Subscribe(Self, typeof(UnhandledMessage));
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override void PreRestart(Exception reason, object message)
    {
    }

    protected override void PostRestart(Exception reason)
    {
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case AllDeadLetters letter when _max < 0 || _count < _max:
                _count++;
                Log(letter);
                if (_count == _max && _suspend > TimeSpan.Zero)
                    Context.System.Scheduler.ScheduleTellOnce(_suspend, Self, ResumeLogging.Instance, Self);
                return true;
            case AllDeadLetters:
                return true;
            case ResumeLogging:
                _count = 0;
                return true;
            default:
                return false;
        }
    }

    private void Log(AllDeadLetters letter)
    {
        var last = _count == _max ? ", no more dead letters will be logged until akka.log-dead-letters-suspend-duration is over" : "";
        var what = letter switch
        {
            Dropped dropped => $"was dropped: {dropped.Reason}",
            UnhandledMessage => "was unhandled",
            _ => "was not delivered",
        };
        var recipient = letter.Recipient;
        var text = $"Message [{letter.Message.GetType().Name}] from {letter.Sender} to {recipient} {what}. [{_count}] dead letters encountered{last}. "
            + "This logging can be turned off or adjusted with configuration settings 'akka.log-dead-letters' and 'akka.log-dead-letters-during-shutdown'.";
        Context.System.EventStream.Publish(new Info(recipient?.Path.ToString() ?? "", recipient?.GetType() ?? typeof(DeadLetterListener), text));
    }

    private sealed class ResumeLogging : INoSerializationVerificationNeeded
    {
        public static readonly ResumeLogging Instance = new();
    }
}
