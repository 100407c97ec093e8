using Akka.Actor.Internal;

namespace Akka.Actor;

/// <content>Failure and supervision: what happens when this actor throws, and when a child did.</content>
internal sealed partial class ActorCell
{
    private SupervisorStrategy? _strategy;

    /// <summary>The actor whose failure brought this cell to a halt: itself, or the child whose failure it escalated.</summary>
    private IActorRef? _perpetrator;

    /// <summary>The child whose failure is being handled.</summary>
    private IActorRef? _handlingFailureOf;

    /// <summary>The strategy of the actor for its children: the one in its Props, or the one it returns itself.</summary>
    private SupervisorStrategy Strategy => _strategy ??= Props.SupervisorStrategy ?? _actor!.SupervisorStrategyInternal();

    private void HandleInvokeFailure(Exception cause, IEnumerable<IActorRef>? childrenNotToSuspend = null)
    {
        if (_mailbox.IsClosed)
        {
            PublishError(cause, $"Stopped actor threw: {cause.Message}");
            return;
        }

        if (_failure != Failure.None && _perpetrator is not null)
            return;
        try
        {
            _mailbox.Suspend();
            var escalated = _handlingFailureOf;
            _perpetrator = escalated ?? Self;
            if (_failure == Failure.None)
                _failure = Failure.Failed;
            SuspendChildren(childrenNotToSuspend, escalated);
            Parent.SendSystemMessage(new Dispatch.SysMsg.Failed(Self, cause, Self.Path.Uid));
        }
        catch (Exception e)
        {
            PublishError(e, $"emergency stop: exception in failure handling for {cause.GetType()}: {e.Message}");
            StopAllChildren();
            FinishTerminate();
        }
    }

    private void HandleFailed(Dispatch.SysMsg.Failed failed)
    {
        if (!Children.TryGet(failed.Child, out var stats) || stats.Uid != failed.Uid)
            return;
        var interrupted = _currentEnvelope;
        _currentEnvelope = new Envelope(failed, failed.Child);
        _handlingFailureOf = failed.Child;
        try
        {
            if (_actor is null || !Strategy.HandleFailure(this, failed.Child, failed.Cause, stats, Children.Stats))
                HandleInvokeFailure(failed.Cause);
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
        finally
        {
            _handlingFailureOf = null;
            _currentEnvelope = interrupted;
        }
    }

    private void FaultRecreate(Exception cause)
    {
        if (_actor is null)
        {
            FaultCreate();
            return;
        }

        if (IsTerminating)
        {
            FaultResume(null);
            return;
        }

        var failed = _actor;
        try
        {
            if (_failure != Failure.FailedFatally && !_released)
                failed.AroundPreRestart(cause, CurrentMessage!);
        }
        catch (Exception e)
        {
            var wrapped = new PreRestartException(Self, e, cause, CurrentMessage!);
            PublishError(wrapped, e.Message);
        }
        finally
        {
            if (!_released)
                ReleaseActor(failed);
        }

        if (!SetChildrenTerminationReason(SuspendReason.Recreation(cause)))
            FinishRecreate(cause);
    }

    private void FinishRecreate(Exception cause)
    {
        var survivors = Children.Stats.Select(child => child.Child).ToList();
        try
        {
            _mailbox.Resume();
            ClearFailure();
            var fresh = NewActor();
            _actor = fresh;
            fresh.AroundPostRestart(cause, CurrentMessage!);
            CheckReceiveTimeout();
            if (SystemImpl.Settings.DebugLifecycle)
                PublishDebug($"restarted ({fresh.GetType()})");
            foreach (var child in survivors)
            {
                try
                {
                    child.Restart(cause);
                }
                catch (Exception e)
                {
                    PublishError(e, $"restarting ({child})");
                }
            }
        }
        catch (Exception e)
        {
            _failure = Failure.FailedFatally;
            HandleInvokeFailure(new PostRestartException(Self, e, cause), survivors);
        }
    }

    private void FaultResume(Exception? causedByFailure)
    {
        if (_actor is null)
        {
            FaultCreate();
            return;
        }

        if (_failure == Failure.FailedFatally && causedByFailure is not null)
        {
            FaultRecreate(causedByFailure);
            return;
        }

        var perpetrator = _perpetrator;
        _mailbox.Resume();
        if (causedByFailure is not null)
            ClearFailure();
        ResumeChildren(causedByFailure, perpetrator);
    }

    private void FaultCreate()
    {
        StopAllChildren();
        if (!SetChildrenTerminationReason(SuspendReason.Creation))
            FinishCreate();
    }

    private void FinishCreate()
    {
        _mailbox.Resume();
        ClearFailure();
        try
        {
            CreateActor(null);
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
    }

    private void ClearFailure()
    {
        _failure = Failure.None;
        _perpetrator = null;
    }

    private void SuspendChildren(IEnumerable<IActorRef>? except = null, IActorRef? escalated = null)
    {
        if (_children is null)
            return;
        var skipped = except?.ToHashSet();
        foreach (var child in _children.Stats)
        {
            if (!child.Child.Equals(escalated) && skipped?.Contains(child.Child) != true)
                child.Child.Suspend();
        }
    }

    private void ResumeChildren(Exception? causedByFailure, IActorRef? perpetrator)
    {
        if (_children is null)
            return;
        foreach (var child in _children.Stats)
            child.Child.Resume(child.Child.Equals(perpetrator) ? causedByFailure : null);
    }
}
