using Akka.Actor;
using Akka.Event;

namespace Akka.Pattern;

/// <summary>What both kinds of back-off supervisor do: start the child, pass messages to it and its answers to the parent, count restarts.</summary>
public abstract class BackoffSupervisorBase : ActorBase
{
    internal BackoffSupervisorBase(Props childProps, string childName, IBackoffReset reset, object? replyWhileStopped, Func<object, bool>? finalStopMessage)
    {
        ChildProps = childProps;
        ChildName = childName;
        Reset = reset;
        ReplyWhileStopped = replyWhileStopped;
        FinalStopMessage = finalStopMessage;
    }

    protected Props ChildProps { get; }

    protected string ChildName { get; }

    protected IBackoffReset Reset { get; }

    protected object? ReplyWhileStopped { get; }

    protected Func<object, bool>? FinalStopMessage { get; }

    protected IActorRef? Child { get; set; }

    protected int RestartCountN { get; set; }

    protected bool FinalStopMessageReceived { get; set; }

    protected override void PreStart() => StartChild();

    /// <summary>Handles every message but the end of the child.</summary>
    protected bool HandleBackoff(object message)
    {
        switch (message)
        {
            case BackoffSupervisor.StartChild:
                StartChild();
                return true;
            case BackoffSupervisor.Reset when Reset is ManualReset:
                RestartCountN = 0;
                return true;
            case BackoffSupervisor.ResetRestartCount reset:
                if (reset.Current == RestartCountN)
                    RestartCountN = 0;
                return true;
            case BackoffSupervisor.GetCurrentChild:
                Sender.Tell(new BackoffSupervisor.CurrentChild(Child!));
                return true;
            case BackoffSupervisor.GetRestartCount:
                Sender.Tell(new BackoffSupervisor.RestartCount(RestartCountN));
                return true;
            default:
                Pass(message);
                return true;
        }
    }

    /// <summary>Starts the child after the delay, or stops when it has been started too often or is not to be started again.</summary>
    internal void StartChildLater(BackoffDelay delay, int maxRetries)
    {
        Child = null;
        if (FinalStopMessageReceived || (maxRetries >= 0 && RestartCountN + 1 > maxRetries))
        {
            Context.Stop(Self);
            return;
        }

        Context.System.Scheduler.ScheduleTellOnce(delay.After(RestartCountN), Self, BackoffSupervisor.StartChild.Instance, Self);
        RestartCountN++;
    }

    private void StartChild()
    {
        if (Child is not null)
            return;
        Child = Context.Watch(Context.ActorOf(ChildProps, ChildName));
        if (Reset is AutoReset automatic)
            Context.System.Scheduler.ScheduleTellOnce(automatic.ResetBackoff, Self, new BackoffSupervisor.ResetRestartCount(RestartCountN), Self);
    }

    private void Pass(object message)
    {
        if (Child is not null && Child.Equals(Sender))
        {
            Context.Parent.Forward(message);
            return;
        }

        if (FinalStopMessage?.Invoke(message) == true)
            FinalStopMessageReceived = true;
        if (Child is not null)
            Child.Forward(message);
        else if (FinalStopMessageReceived)
            Context.Stop(Self);
        else if (ReplyWhileStopped is not null)
            Sender.Tell(ReplyWhileStopped);
        else
            Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
    }
}
