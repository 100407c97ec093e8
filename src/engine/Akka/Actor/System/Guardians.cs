using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The root and the parent of user actors: stops when a watched child has stopped.</summary>
internal sealed class GuardianActor : ActorBase
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated gone when gone.ActorRef.Path.Name == "system":
                Context.Stop(Self);
                return true;
            case Terminated:
                return true;
            case StopChild stop:
                Context.Stop(stop.Child);
                return true;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                return true;
        }
    }

    protected override void PreRestart(Exception reason, object message)
    {
    }
}

/// <summary>The parent of the engine's own actors. When the user guardian has stopped, it asks those that registered a hook, waits for all, and stops.</summary>
internal sealed class SystemGuardianActor(IActorRef userGuardian) : ActorBase
{
    private readonly HashSet<IActorRef> _hooks = [];

    protected override void PreStart() => Context.Watch(userGuardian);

    protected override void PreRestart(Exception reason, object message)
    {
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated gone when gone.ActorRef.Equals(userGuardian):
                Become(Terminating);
                foreach (var hook in _hooks)
                    hook.Tell(TerminationHook.Instance);
                StopWhenAllDone();
                return true;
            case Terminated gone:
                _hooks.Remove(gone.ActorRef);
                return true;
            case StopChild stop:
                Context.Stop(stop.Child);
                return true;
            case RegisterTerminationHook when !ReferenceEquals(Context.System.DeadLetters, Sender):
                _hooks.Add(Sender);
                Context.Watch(Sender);
                return true;
            default:
                return false;
        }
    }

    private bool Terminating(object message)
    {
        switch (message)
        {
            case Terminated gone:
                Done(gone.ActorRef);
                return true;
            case TerminationHookDone:
                Done(Sender);
                return true;
            default:
                return false;
        }
    }

    private void Done(IActorRef hook)
    {
        _hooks.Remove(hook);
        StopWhenAllDone();
    }

    private void StopWhenAllDone()
    {
        if (_hooks.Count > 0)
            return;
        Context.System.EventStream.StopLoggers(Context.System.Settings);
        Context.Stop(Self);
    }
}

/// <summary>Above the root: learns of its end.</summary>
internal sealed class RootGuardianSupervisor(IActorRefProvider provider, ActorPath path, TaskCompletionSource terminated, EventStream eventStream) : MinimalActorRef
{
    public override ActorPath Path { get; } = path;

    public override IActorRefProvider Provider { get; } = provider;

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Failed failed:
                eventStream.Publish(new Error(failed.Cause, Path.ToString(), typeof(RootGuardianSupervisor), "guardian failed, shutting down!"));
                ((IInternalActorRef)failed.Child).Stop();
                break;
            case DeathWatchNotification:
                terminated.TrySetResult();
                break;
        }
    }
}

/// <summary>The reference of the root guardian: its children include the branches that hold no actors.</summary>
internal sealed class RootGuardianActorRef(
    ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType, IInternalActorRef supervisor, ActorPath path, LocalActorRefProvider provider)
    : LocalActorRef(system, props, dispatcher, mailboxType, supervisor, path)
{
    public override IInternalActorRef Parent => this;

    public override IInternalActorRef GetSingleChild(string name) => name switch
    {
        "temp" => provider.TempContainer,
        "deadLetters" => (IInternalActorRef)provider.DeadLetters,
        _ => provider.ExtraName(name) ?? base.GetSingleChild(name),
    };
}
