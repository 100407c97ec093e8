using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

public static class GracefulStopSupport
{
    /// <summary>Stops an actor by <see cref="PoisonPill"/> and waits for its end. Not to be awaited by the actor itself.</summary>
    /// <returns>True once the actor is gone; the task is cancelled when that takes longer than the timeout.</returns>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => GracefulStop(target, timeout, PoisonPill.Instance);

    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        var watchee = (IInternalActorRef)target;
        var watcher = new DeathWatcherRef(watchee.Provider, watchee);
        target.Tell(stopMessage, ActorRefs.NoSender);
        try
        {
            await watcher.Done.WaitAsync(timeout, TimeProvider.System).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            watcher.Release();
            throw new TaskCanceledException($"{target} did not stop within {timeout}");
        }
    }
}

public static class WatchAsyncSupport
{
    /// <summary>Waits for the end of an actor without being one.</summary>
    /// <returns>True once it is gone; false when the token is cancelled before.</returns>
    public static async Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default)
    {
        var watchee = (IInternalActorRef)target;
        var watcher = new DeathWatcherRef(watchee.Provider, watchee);
        try
        {
            await watcher.Done.WaitAsync(token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            watcher.Release();
            return false;
        }
    }
}

/// <summary>A reference that does nothing but watch one actor.</summary>
internal sealed class DeathWatcherRef : MinimalActorRef
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IInternalActorRef _watchee;

    public DeathWatcherRef(IActorRefProvider provider, IInternalActorRef watchee)
    {
        Provider = provider;
        _watchee = watchee;
        Path = provider.TempPath();
        provider.RegisterTempActor(this, Path);
        watchee.SendSystemMessage(new Watch(watchee, this));
    }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider { get; }

    public Task Done => _done.Task;

    public void Release()
    {
        Provider.UnregisterTempActor(Path);
        _watchee.SendSystemMessage(new Unwatch(_watchee, this));
    }

    public override void SendSystemMessage(ISystemMessage message)
    {
        if (message is not DeathWatchNotification notification || !notification.Actor.Equals(_watchee))
            return;
        Provider.UnregisterTempActor(Path);
        _done.TrySetResult();
    }
}
