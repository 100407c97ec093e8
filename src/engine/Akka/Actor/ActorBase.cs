using Akka.Event;

namespace Akka.Actor;

/// <summary>The base of all actors: handles one message at a time.</summary>
public abstract class ActorBase : IInternalActor
{
    private readonly ActorCell _cell;

    protected ActorBase()
    {
        _cell = ActorCell.Current ?? throw new ActorInitializationException(
            $"You cannot create an instance of {GetType().FullName} explicitly using the constructor (new). You have to use one of the 'ActorOf' factory methods to create an actor.");
    }

    /// <exception cref="NotSupportedException">The code does not run inside an actor.</exception>
    protected static IActorContext Context => ActorCell.Current ?? throw new NotSupportedException(
        "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    protected static Receive EmptyReceive => _ => false;

    IActorContext IInternalActor.ActorContext => Context;

    protected IActorRef Self => _cell.Self;

    /// <summary>Who sent the message that is being handled; the dead letters where nobody said.</summary>
    protected IActorRef Sender => Context.Sender;

    public virtual void AroundPreStart() => PreStart();

    public virtual void AroundPostStop()
    {
        (this as IWithTimers)?.Timers?.CancelAll();
        PostStop();
        ReturnStash();
    }

    public virtual void AroundPreRestart(Exception cause, object message)
    {
        (this as IWithTimers)?.Timers?.CancelAll();
        PreRestart(cause, message);
        ReturnStash();
    }

    public virtual void AroundPostRestart(Exception cause, object message) => PostRestart(cause);

    internal bool AroundReceiveInternal(Receive receive, object message) => AroundReceive(receive, message);

    internal virtual bool ReceiveInternal(object message) => Receive(message);

    internal SupervisorStrategy SupervisorStrategyInternal() => SupervisorStrategy();

    protected abstract bool Receive(object message);

    protected virtual bool AroundReceive(Receive receive, object message)
    {
        var handled = receive(message);
        if (!handled)
            Unhandled(message);
        return handled;
    }

    /// <summary>What becomes of a message that no behaviour handles: <see cref="UnhandledMessage"/> on the event stream; for a <see cref="Terminated"/>, the actor fails.</summary>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
            throw new DeathPactException(terminated.ActorRef);
        Context.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    protected void Become(Receive receive) => Context.Become(receive);

    protected void BecomeStacked(Receive receive) => Context.BecomeStacked(receive);

    protected void UnbecomeStacked() => Context.UnbecomeStacked();

    protected void SetReceiveTimeout(TimeSpan? timeout) => Context.SetReceiveTimeout(timeout);

    /// <summary>How this actor supervises its children.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.DefaultStrategy;

    /// <summary>Called before the first message.</summary>
    protected virtual void PreStart()
    {
    }

    /// <summary>Called in the new incarnation after a restart; by default starts it as new.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>Called in the failed incarnation before a restart; by default stops the children and itself.</summary>
    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in Context.GetChildren())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }

        PostStop();
    }

    /// <summary>Called after the last message.</summary>
    protected virtual void PostStop()
    {
    }

    /// <summary>What is stashed goes back to the mailbox: to the next incarnation, or to dead letters.</summary>
    private void ReturnStash()
    {
        if (this is IActorStash { Stash: { } stash })
            stash.UnstashAll();
    }
}
