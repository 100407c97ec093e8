using System.Runtime.ExceptionServices;
using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>Runs the pieces of an asynchronous message handler inside its actor. While a handler awaits, the mailbox is suspended, so no other
/// message comes between, and Sender, Self and Context are those of the handled message.</summary>
public class ActorTaskScheduler : TaskScheduler
{
    private readonly ActorCell _cell;
    private Envelope _envelope;

    internal ActorTaskScheduler(ActorCell cell) => _cell = cell;

    /// <summary>The message whose handler is running.</summary>
    public object CurrentMessage => _envelope.Message;

    public override int MaximumConcurrencyLevel => 1;

    public static void RunTask(Action action) => RunTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>Runs an asynchronous action inside the current actor. A failure of the action is a failure of the actor.</summary>
    /// <exception cref="InvalidOperationException">The caller is not inside an actor.</exception>
    public static void RunTask(Func<Task> asyncAction)
    {
        var cell = ActorCell.Current ?? throw new InvalidOperationException("RunTask must be called from an actor context.");
        cell.TaskScheduler.Start(asyncAction);
    }

    /// <summary>Runs a task of the handler that belongs to the cell: what the cell does with <see cref="ActorTask"/>.</summary>
    internal void Execute(Task task)
    {
        var interrupted = _cell.CurrentEnvelope;
        _cell.CurrentEnvelope = _envelope;
        try
        {
            TryExecuteTask(task);
        }
        finally
        {
            _cell.CurrentEnvelope = interrupted;
        }
    }

    protected virtual void OnBeforeTaskStarted()
    {
    }

    protected virtual void OnAfterTaskCompleted()
    {
    }

    protected override void QueueTask(Task task) => _cell.SendSystemMessage(new ActorTask(task));

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ActorCell.Current == _cell && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private void Start(Func<Task> asyncAction)
    {
        _envelope = _cell.CurrentEnvelope;
        OnBeforeTaskStarted();
        var start = new Task<Task>(asyncAction, TaskCreationOptions.DenyChildAttach);
        start.RunSynchronously(this);
        var whole = start.IsCompletedSuccessfully ? start.Result : start;
        if (whole.IsCompleted)
        {
            OnAfterTaskCompleted();
            Rethrow(whole);
            return;
        }

        _cell.Mailbox.Suspend();
        whole.ContinueWith(Complete, CancellationToken.None, TaskContinuationOptions.DenyChildAttach, this);
    }

    /// <summary>The failure is kept for the cell, because an exception would stay inside this continuation.</summary>
    private void Complete(Task whole)
    {
        _cell.Mailbox.Resume();
        OnAfterTaskCompleted();
        _cell.CheckReceiveTimeout();
        if (!whole.IsCompletedSuccessfully)
            _cell.FailTask(whole.Exception is { InnerExceptions.Count: 1 } one ? one.InnerException! : whole.Exception ?? (Exception)new TaskCanceledException(whole));
    }

    private static void Rethrow(Task task)
    {
        if (task.Exception is { InnerExceptions.Count: 1 } one)
            ExceptionDispatchInfo.Throw(one.InnerException!);
        if (task.Exception is { } several)
            throw several;
        if (task.IsCanceled)
            throw new TaskCanceledException(task);
    }
}
