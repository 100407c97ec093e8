using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <content>The life cycle: creation, restart and end, driven by system messages.</content>
internal sealed partial class ActorCell
{
    private SystemMessage? _stashed;
    private SystemMessage? _stashedLast;
    private Failure _failure;

    /// <summary>Whether the instance has been given back after its PreRestart, with no successor yet.</summary>
    private bool _released;

    private enum Failure
    {
        None,

        /// <summary>Waits for the supervisor's decision.</summary>
        Failed,

        /// <summary>Waits, and cannot be resumed because there is no instance.</summary>
        FailedFatally,
    }

    private Type ActorType => _actor?.GetType() ?? Props.Type;

    /// <summary>Processes one system message and then those that it has let go.</summary>
    public void SystemInvoke(SystemMessage message)
    {
        for (SystemMessage? next = message; next is not null; next = TakeStashed())
        {
            if (IsKeptBack(next))
            {
                Stash(next);
                return;
            }

            try
            {
                Handle(next);
            }
            catch (Exception e)
            {
                HandleInvokeFailure(e);
            }
        }
    }

    public void FailTask(Exception cause) => HandleInvokeFailure(cause);

    private void Handle(SystemMessage message)
    {
        switch (message)
        {
            case ActorTask task:
                TaskScheduler.Execute(task.Task);
                break;
            case Failed failed:
                HandleFailed(failed);
                break;
            case DeathWatchNotification gone:
                WatchedActorTerminated(gone.Actor, gone.ExistenceConfirmed, gone.AddressTerminated);
                break;
            case Create create:
                CreateActor(create.Failure);
                break;
            case Watch watch:
                AddWatcher(watch.Watchee, watch.Watcher);
                break;
            case Unwatch unwatch:
                RemoveWatcher(unwatch.Watchee, unwatch.Watcher);
                break;
            case Recreate recreate:
                FaultRecreate(recreate.Cause);
                break;
            case Dispatch.SysMsg.Suspend:
                _mailbox.Suspend();
                SuspendChildren();
                break;
            case Dispatch.SysMsg.Resume resume:
                FaultResume(resume.CausedByFailure);
                break;
            case Dispatch.SysMsg.Terminate:
                TerminateActor();
                break;
            case Supervise supervise:
                if (SystemImpl.Settings.DebugLifecycle)
                    PublishDebug($"now supervising {supervise.Child}");
                break;
            case NoMessage:
                break;
            default:
                throw new NotSupportedException($"Unknown system message {message.GetType()}");
        }
    }

    private void CreateActor(ActorInitializationException? failure)
    {
        try
        {
            if (failure is not null)
                throw failure;
            var created = NewActor();
            _actor = created;
            created.AroundPreStart();
            CheckReceiveTimeout();
            if (SystemImpl.Settings.DebugLifecycle)
                PublishDebug($"Started ({created.GetType()})");
        }
        catch (Exception e)
        {
            if (_actor is { } half)
                ReleaseActor(half);
            _actor = null;
            _failure = Failure.FailedFatally;
            throw e as ActorInitializationException
                ?? new ActorInitializationException(Self, $"Exception during creation: {e.Message}", e is System.Reflection.TargetInvocationException { InnerException: { } inner } ? inner : e);
        }
    }

    private ActorBase NewActor()
    {
        _behaviours.Clear();
        ActorBase? instance = null;
        UseThreadContext(() =>
        {
            instance = Props.NewActor() ?? throw new ActorInitializationException(Self, "Actor instance passed to ActorOf can't be null");
            Equip(instance);
            if (_behaviours.Count == 0)
                BecomeStacked(instance.ReceiveInternal);
            (instance as Internal.IInitializableActor)?.Init();
        });
        _released = false;
        return instance!;
    }

    private void Equip(ActorBase instance)
    {
        if (instance is IActorStash stashing)
            stashing.Stash = this.CreateStash(stashing);
        if (instance is IWithTimers timing)
            timing.Timers = _timers = new TimerScheduler(this);
        _strategy = null;
    }

    private void ReleaseActor(ActorBase instance)
    {
        _released = true;
        _timers?.CancelAll();
        _timers = null;
        try
        {
            (instance as IDisposable)?.Dispose();
            Props.Release(instance);
        }
        catch (Exception e)
        {
            PublishError(e, $"An error occurred while disposing {instance.GetType()}: {e.Message}");
        }
    }

    private void TerminateActor()
    {
        SetReceiveTimeout(null);
        StopAllChildren();
        var wasTerminating = IsTerminating;
        if (SetChildrenTerminationReason(SuspendReason.Termination))
        {
            if (wasTerminating)
                return;
            _mailbox.Suspend();
            if (_failure == Failure.None)
                _failure = Failure.Failed;
            _perpetrator ??= Self;
            if (SystemImpl.Settings.DebugLifecycle)
                PublishDebug("stopping");
            return;
        }

        Children.SetTerminated();
        FinishTerminate();
    }

    private void FinishTerminate()
    {
        var stopped = _actor;
        try
        {
            if (!_released)
                stopped?.AroundPostStop();
        }
        catch (Exception e)
        {
            PublishError(e, e.Message);
        }

        try
        {
            _mailbox.Close(Self);
            DropStashed();
            Parent.SendSystemMessage(new DeathWatchNotification(Self, true, false));
            TellWatchersWeDied();
            UnwatchWatchedActors();
            if (SystemImpl.Settings.DebugLifecycle)
                PublishDebug("stopped");
            if (stopped is not null && !_released)
                ReleaseActor(stopped);
        }
        finally
        {
            // References to a stopped actor may be kept for long: they keep the cell, but not what the actor held.
            _actor = null;
            _currentEnvelope = default;
            _behaviours.Clear();
            _behaviour = null!;
            _timers = null;
            Props = Props.None;
        }
    }

    private bool IsKeptBack(SystemMessage message)
    {
        if (IsWaitingForChildren)
            return message is IStashWhenWaitingForChildren;
        return _mailbox.IsSuspended && message is IStashWhenFailed;
    }

    private void Stash(SystemMessage message)
    {
        message.Next = null;
        if (_stashedLast is null)
            _stashed = message;
        else
            _stashedLast.Next = message;
        _stashedLast = message;
    }

    private SystemMessage? TakeStashed()
    {
        if (_stashed is not { } first || IsKeptBack(first))
            return null;
        _stashed = first.Next;
        if (_stashed is null)
            _stashedLast = null;
        first.Next = null;
        return first;
    }

    private void DropStashed()
    {
        for (var message = _stashed; message is not null; message = message.Next)
            SystemImpl.DeadLetters.Tell(new DeadLetter(message, Self, Self), Self);
        _stashed = _stashedLast = null;
    }

    private void PublishError(Exception cause, string message) => SystemImpl.EventStream.Publish(new Error(cause, Self.Path.ToString(), ActorType, message));
}
