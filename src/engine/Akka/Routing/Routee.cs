using Akka.Actor;

namespace Akka.Routing;

/// <summary>Something that messages are routed to; this base drops what it gets.</summary>
public class Routee
{
    /// <summary>Drops every message.</summary>
    public static readonly Routee NoRoutee = new NoRoutee();

    public static Routee FromActorRef(IActorRef actorRef) => new ActorRefRoutee(actorRef);

    public virtual void Send(object message, IActorRef sender)
    {
    }

    /// <exception cref="NotSupportedException">This kind of routee cannot be asked.</exception>
    public virtual Task<object> Ask(object message, TimeSpan? timeout) => throw new NotSupportedException($"{GetType().Name} cannot be asked");
}

/// <summary>An actor that messages are routed to.</summary>
public class ActorRefRoutee : Routee
{
    public ActorRefRoutee(IActorRef actor) => Actor = actor;

    public IActorRef Actor { get; }

    public override void Send(object message, IActorRef sender) => Actor.Tell(message, sender);

    public override Task<object> Ask(object message, TimeSpan? timeout) => Actor.Ask<object>(message, timeout);

    public override bool Equals(object? obj) => obj is ActorRefRoutee other && Equals(other);

    public override int GetHashCode() => Actor.GetHashCode();

    protected bool Equals(ActorRefRoutee other) => Equals(Actor, other.Actor);
}

/// <summary>Routees that all get the message.</summary>
public class SeveralRoutees : Routee
{
    private readonly Routee[] _routees;

    public SeveralRoutees(Routee[] routees) => _routees = routees;

    public override void Send(object message, IActorRef sender)
    {
        foreach (var routee in _routees) routee.Send(message, sender);
    }
}

internal sealed class NoRoutee : Routee;
