using Akka.Actor.Internal;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>An actor that registers a handler per type of message, in its constructor or in a method given to Become. The first handler in the order of
/// registration that takes the message gets it; a message that none takes is unhandled.</summary>
public abstract class ReceiveActor : UntypedActor, IInitializableActor
{
    private readonly HandlerList _initial = new();
    private HandlerList? _building;

    protected ReceiveActor() => _building = _initial;

    void IInitializableActor.Init() => _building = null;

    internal override bool ReceiveInternal(object message) => _initial.Handle(message);

    protected sealed override void OnReceive(object message)
    {
        if (!_initial.Handle(message))
            Unhandled(message);
    }

    protected void Become(Action configure) => Become(Build(configure));

    protected void BecomeStacked(Action configure) => BecomeStacked(Build(configure));

    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => Add(new TypedActionHandler<T>(handler, shouldHandle));

    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    /// <summary>Registers a handler that says itself whether it took the message.</summary>
    protected void Receive<T>(Func<T, bool> handler) => Add(new TypedHandler<T>(handler, false));

    protected void Receive(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Add(new RuntimeTypedHandler(messageType, Handling(handler, shouldHandle), shouldHandle is null));

    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => Receive(messageType, handler, shouldHandle);

    protected void Receive(Type messageType, Func<object, bool> handler) => Add(new RuntimeTypedHandler(messageType, handler, false));

    protected void ReceiveAny(Action<object> handler) => Add(new TypedActionHandler<object>(handler, null));

    /// <summary>Registers an asynchronous handler. No other message is handled before its task is done; Self, Sender and Context stay valid after an await.</summary>
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Add(new TypedActionHandler<T>(message => ActorTaskScheduler.RunTask(() => handler(message)), shouldHandle));

    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => ReceiveAsync(handler, shouldHandle);

    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null) =>
        Receive(messageType, message => ActorTaskScheduler.RunTask(() => handler(message)), shouldHandle);

    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) => ReceiveAsync(messageType, handler, shouldHandle);

    protected void ReceiveAnyAsync(Func<object, Task> handler) => ReceiveAsync(handler);

    private static Func<object, bool> Handling(Action<object> handler, Predicate<object>? shouldHandle) => message =>
    {
        if (shouldHandle is not null && !shouldHandle(message))
            return false;
        handler(message);
        return true;
    };

    private void Add(MessageHandler handler)
    {
        if (_building is null)
            throw new InvalidOperationException("You may only call Receive-methods when constructing the actor and inside Become().");
        _building.Add(handler);
    }

    private Receive Build(Action configure)
    {
        var outer = _building;
        var handlers = _building = new HandlerList();
        try
        {
            configure();
        }
        finally
        {
            _building = outer;
        }

        return handlers.Handle;
    }
}
