using Akka.Actor;
using Akka.Event;

namespace Akka.Dispatch.SysMsg;

/// <summary>A command of the engine to an actor's cell. System messages overtake user messages and are processed while the mailbox is suspended.</summary>
internal interface ISystemMessage : INoSerializationVerificationNeeded
{
}

internal abstract class SystemMessage : ISystemMessage
{
    /// <summary>The message that was sent before this one: a mailbox links its system messages into a stack.</summary>
    internal SystemMessage? Next;
}

/// <summary>Kept back while the cell waits for its children to stop, because it acts on the incarnation that follows.</summary>
internal interface IStashWhenWaitingForChildren
{
}

/// <summary>Kept back while the cell has failed and waits for its supervisor's decision.</summary>
internal interface IStashWhenFailed
{
}

internal sealed class NoMessage : SystemMessage
{
    public override string ToString() => "NoMessage";
}

internal sealed class Create(ActorInitializationException? failure = null) : SystemMessage
{
    public ActorInitializationException? Failure { get; } = failure;

    public override string ToString() => "<Create>";
}

internal sealed class Recreate(Exception cause) : SystemMessage, IStashWhenWaitingForChildren
{
    public Exception Cause { get; } = cause;

    public override string ToString() => $"<Recreate> Cause: {Cause.Message}";
}

internal sealed class Suspend : SystemMessage, IStashWhenWaitingForChildren
{
    public override string ToString() => "<Suspend>";
}

internal sealed class Resume(Exception? causedByFailure) : SystemMessage, IStashWhenWaitingForChildren
{
    public Exception? CausedByFailure { get; } = causedByFailure;

    public override string ToString() => "<Resume>";
}

internal sealed class Terminate : SystemMessage, IPossiblyHarmful, IDeadLetterSuppression
{
    public override string ToString() => "<Terminate>";
}

/// <summary>Tells a parent that a child has been created.</summary>
internal sealed class Supervise(IActorRef child, bool async) : SystemMessage
{
    public IActorRef Child { get; } = child;

    public bool Async { get; } = async;

    public override string ToString() => $"<Supervise>: {Child}";
}

internal sealed class Watch(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage
{
    public IInternalActorRef Watchee { get; } = watchee;

    public IInternalActorRef Watcher { get; } = watcher;

    public override string ToString() => $"<Watch>: {Watcher} watches {Watchee}";
}

internal sealed class Unwatch(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage
{
    public IInternalActorRef Watchee { get; } = watchee;

    public IInternalActorRef Watcher { get; } = watcher;

    public override string ToString() => $"<Unwatch>: {Watcher} unwatches {Watchee}";
}

/// <summary>Tells a watcher, and always the parent, that an actor is gone.</summary>
internal sealed class DeathWatchNotification(IActorRef actor, bool existenceConfirmed, bool addressTerminated) : SystemMessage, IDeadLetterSuppression
{
    public IActorRef Actor { get; } = actor;

    public bool ExistenceConfirmed { get; } = existenceConfirmed;

    public bool AddressTerminated { get; } = addressTerminated;

    public override string ToString() => $"<DeathWatchNotification>: {Actor}, ExistenceConfirmed={ExistenceConfirmed}, AddressTerminated={AddressTerminated}";
}

/// <summary>Tells a parent that a child threw.</summary>
internal sealed class Failed(IActorRef child, Exception cause, long uid) : SystemMessage, IStashWhenFailed, IStashWhenWaitingForChildren
{
    public IActorRef Child { get; } = child;

    public Exception Cause { get; } = cause;

    public long Uid { get; } = uid;

    public override string ToString() => $"<Failed>: {Child} ({Uid}) {Cause.Message}";
}

/// <summary>The next piece of an asynchronous message handler, to be run inside the actor.</summary>
internal sealed class ActorTask(Task task) : SystemMessage
{
    public Task Task { get; } = task;

    public override string ToString() => "<ActorTask>";
}

internal sealed class StopChild(IActorRef child)
{
    public IActorRef Child { get; } = child;

    public override string ToString() => $"<StopChild> {Child}";
}

/// <summary>Asks the system guardian to hold the system's end back until the sender has answered <see cref="TerminationHookDone"/>.</summary>
internal sealed class RegisterTerminationHook
{
    public static RegisterTerminationHook Instance { get; } = new();

    public override string ToString() => "<RegisterTerminationHook>";
}

internal sealed class TerminationHook
{
    public static TerminationHook Instance { get; } = new();

    public override string ToString() => "<TerminationHook>";
}

internal sealed class TerminationHookDone
{
    public static TerminationHookDone Instance { get; } = new();

    public override string ToString() => "<TerminationHookDone>";
}
