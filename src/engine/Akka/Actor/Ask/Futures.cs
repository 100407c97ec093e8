namespace Akka.Actor;

/// <summary>Sends a message and makes a task of the answer.</summary>
public static class Futures
{
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) => self.Ask<object>(message, timeout, CancellationToken.None);

    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) => self.Ask<object>(message, null, cancellationToken);

    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) => self.Ask<object>(message, timeout, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) => self.Ask<T>(message, timeout, CancellationToken.None);

    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) => self.Ask<T>(message, null, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<T>(_ => message, timeout, cancellationToken);

    /// <param name="messageFactory">Makes the message from the reference to which the answer has to go.</param>
    /// <param name="timeout">How long to wait; null for akka.actor.ask-timeout.</param>
    /// <returns>The answer. A <see cref="Status.Failure"/> fails the task with its cause, unless T is a type that it fits.</returns>
    /// <exception cref="AskTimeoutException">No answer came in time (by the task).</exception>
    public static Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var provider = ProviderOf(self) ?? throw new ArgumentException("Unable to resolve the target Provider", nameof(self));
        var wait = timeout ?? provider.Settings.AskTimeout;
        var promise = new PromiseActorRef<T>(provider, wait, cancellationToken);
        var message = messageFactory(promise);
        self.Tell(message, promise);
        return promise.Task;
    }

    private static IActorRefProvider? ProviderOf(ICanTell self) => self switch
    {
        Nobody => null,
        IInternalActorRef actor => actor.Provider,
        ActorSelection selection => ProviderOf(selection.Anchor),
        _ => ActorCell.Current?.SystemImpl.Provider,
    };
}
