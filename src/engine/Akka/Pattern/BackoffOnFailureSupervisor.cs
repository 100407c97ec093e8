using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Where its strategy would restart the failed child, stops it and starts it after a delay. A child that stops by itself stops the supervisor.</summary>
internal sealed class BackoffOnFailureSupervisor(
    Props childProps,
    string childName,
    BackoffDelay delay,
    IBackoffReset reset,
    OneForOneStrategy strategy,
    object? replyWhileStopped,
    Func<object, bool>? finalStopMessage)
    : BackoffSupervisorBase(childProps, childName, reset, replyWhileStopped, finalStopMessage)
{
    private bool _childFailed;

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(-1, strategy.WithinTimeRangeMilliseconds, cause =>
    {
        var directive = strategy.Decider.Decide(cause);
        if (directive != Directive.Restart)
            return directive;
        _childFailed = true;
        return Directive.Stop;
    });

    protected override bool Receive(object message)
    {
        if (message is not Terminated terminated || !terminated.ActorRef.Equals(Child))
            return HandleBackoff(message);
        if (!_childFailed)
        {
            Context.Stop(Self);
            return true;
        }

        _childFailed = false;
        StartChildLater(delay, strategy.MaxNumberOfRetries);
        return true;
    }
}
