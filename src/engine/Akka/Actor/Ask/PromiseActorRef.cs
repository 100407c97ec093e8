using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>The reference to which the answer to one Ask is sent. It gets its path, and its place below /temp, only when somebody looks at it:
/// an answer inside the process needs neither.</summary>
internal sealed class PromiseActorRef<T> : MinimalActorRef
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _cancellation;
    private readonly ITimer? _timer;
    private readonly TimeSpan _timeout;
    private ActorPath? _path;
    private HashSet<IInternalActorRef>? _watchers;

    public PromiseActorRef(IActorRefProvider provider, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Provider = provider;
        _timeout = timeout;
        if (timeout != Timeout.InfiniteTimeSpan && timeout >= TimeSpan.Zero)
        {
            _timer = TimeProvider.System.CreateTimer(
                static state => ((PromiseActorRef<T>)state!).TimeOut(), this, timeout, Timeout.InfiniteTimeSpan);
        }

        if (cancellationToken.CanBeCanceled)
            _cancellation = cancellationToken.Register(static (state, token) => ((PromiseActorRef<T>)state!).Cancel(token), this);
        if (_result.Task.IsCompleted)
            _timer?.Dispose();
    }

    public Task<T> Task => _result.Task;

    public override IActorRefProvider Provider { get; }

    public override IInternalActorRef Parent => Provider.TempContainer;

    public override bool IsTerminated => _result.Task.IsCompleted;

    public override ActorPath Path => _path ?? Register();

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Watch watch when watch.Watchee.Equals(this) && !watch.Watcher.Equals(this):
                bool done;
                lock (_result)
                {
                    done = _result.Task.IsCompleted;
                    if (!done)
                        (_watchers ??= []).Add(watch.Watcher);
                }

                if (done)
                    watch.Watcher.SendSystemMessage(new DeathWatchNotification(this, true, false));
                break;
            case Unwatch unwatch:
                lock (_result)
                    _watchers?.Remove(unwatch.Watcher);
                break;
        }
    }

    public override void Stop() => Complete(() => _result.TrySetException(new ActorKilledException("The asking reference was stopped")));

    protected override void TellInternal(object message, IActorRef? sender)
    {
        var accepted = Complete(() => message switch
        {
            T answer => _result.TrySetResult(answer),
            null => _result.TrySetResult(default!),
            Status.Failure failure => _result.TrySetException(failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message.")),
            _ => _result.TrySetException(new ArgumentException($"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]")),
        });
        if (!accepted && message is not null)
            Provider.DeadLetters.Tell(new Event.DeadLetter(message, sender, this), sender ?? Provider.DeadLetters);
    }

    private void TimeOut() => Complete(() => _result.TrySetException(new AskTimeoutException($"Timeout after {_timeout} seconds")));

    private void Cancel(CancellationToken token) => Complete(() => _result.TrySetCanceled(token));

    private bool Complete(Func<bool> set)
    {
        HashSet<IInternalActorRef>? watchers;
        ActorPath? path;
        lock (_result)
        {
            if (!set())
                return false;
            watchers = _watchers;
            path = _path;
        }

        _timer?.Dispose();
        _cancellation.Unregister();
        if (path is not null)
            Provider.UnregisterTempActor(path);
        foreach (var watcher in watchers ?? [])
            watcher.SendSystemMessage(new DeathWatchNotification(this, true, false));
        return true;
    }

    private ActorPath Register()
    {
        lock (_result)
        {
            if (_path is null)
            {
                var path = Provider.TempPath();
                _path = path;
                if (!_result.Task.IsCompleted)
                    Provider.RegisterTempActor(this, path);
            }

            return _path;
        }
    }
}
