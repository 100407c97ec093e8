namespace Akka.Actor.Internal;

/// <summary>One registered handler of a <see cref="ReceiveActor"/>.</summary>
internal abstract class MessageHandler
{
    /// <summary>Whether no message gets past this handler.</summary>
    public virtual bool CatchesAll => false;

    public abstract bool TryHandle(object message);
}

internal sealed class TypedHandler<T>(Func<T, bool> handler, bool catchesAll) : MessageHandler
{
    public override bool CatchesAll => catchesAll;

    public override bool TryHandle(object message) => message is T typed && handler(typed);
}

internal sealed class TypedActionHandler<T>(Action<T> handler, Predicate<T>? shouldHandle) : MessageHandler
{
    public override bool CatchesAll => typeof(T) == typeof(object) && shouldHandle is null;

    public override bool TryHandle(object message)
    {
        if (message is not T typed || (shouldHandle is not null && !shouldHandle(typed)))
            return false;
        handler(typed);
        return true;
    }
}

internal sealed class RuntimeTypedHandler(Type type, Func<object, bool> handler, bool catchesAll) : MessageHandler
{
    public override bool CatchesAll => catchesAll && type == typeof(object);

    public override bool TryHandle(object message) => type.IsInstanceOfType(message) && handler(message);
}

/// <summary>A behaviour: the first handler in the order of registration that takes the message.</summary>
internal sealed class HandlerList
{
    private readonly List<MessageHandler> _handlers = [];

    /// <exception cref="InvalidOperationException">A handler for all messages is registered already.</exception>
    public void Add(MessageHandler handler)
    {
        if (_handlers.Count > 0 && _handlers[^1].CatchesAll)
            throw new InvalidOperationException("A handler that catches all messages has been added. No handler can be added after that.");
        _handlers.Add(handler);
    }

    public bool Handle(object message)
    {
        foreach (var handler in _handlers)
        {
            if (handler.TryHandle(message))
                return true;
        }

        return false;
    }
}
