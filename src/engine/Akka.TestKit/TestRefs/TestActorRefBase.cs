using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.TestKit.Internal;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>
/// A reference to an actor that runs on the thread which sends to it, and whose instance the test can look at.
/// </summary>
public abstract class TestActorRefBase<TActor> : IInternalActorRef
    where TActor : ActorBase
{
    private readonly ActorCell _cell;

    protected TestActorRefBase(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
    {
        var props = actorProps.WithDispatcher(CallingThreadDispatcher.Id);
        TestKitExtension.For(system);
        Ref = supervisor is null ? system.ActorOf(props, name) : ActorCells.Of(supervisor).ActorOf(props, name);
        _cell = ActorCells.Of(Ref);
    }

    public IActorRef Ref { get; }

    public ActorPath Path => Ref.Path;

    /// <summary>The actor itself.</summary>
    /// <exception cref="InvalidOperationException">It could not be created, or has stopped.</exception>
    public TActor UnderlyingActor => _cell.Actor as TActor
        ?? throw new InvalidOperationException($"There is no actor behind {Ref}: it could not be created, or has stopped.");

    IInternalActorRef IInternalActorRef.Parent => InternalRef.Parent;

    IActorRefProvider IInternalActorRef.Provider => InternalRef.Provider;

    bool IInternalActorRef.IsTerminated => InternalRef.IsTerminated;

    bool IInternalActorRef.IsLocal => true;

    private IInternalActorRef InternalRef => (IInternalActorRef)Ref;

    public static bool operator ==(TestActorRefBase<TActor>? testActorRef, IActorRef? actorRef) =>
        testActorRef is null ? actorRef is null : testActorRef.Equals(actorRef);

    public static bool operator !=(TestActorRefBase<TActor>? testActorRef, IActorRef? actorRef) => !(testActorRef == actorRef);

    public static bool operator ==(IActorRef? actorRef, TestActorRefBase<TActor>? testActorRef) => testActorRef == actorRef;

    public static bool operator !=(IActorRef? actorRef, TestActorRefBase<TActor>? testActorRef) => !(testActorRef == actorRef);

    public static IActorRef ToActorRef(TestActorRefBase<TActor> actorRef) => actorRef.Ref;

    /// <summary>Has the actor handle a message here and now, past its mailbox: what it throws reaches the test.</summary>
    public void Receive(object message, IActorRef? sender = null) => _cell.UseThreadContext(() =>
    {
        _cell.CurrentEnvelope = new Envelope(message, sender!);
        _cell.ReceiveMessage(message);
    });

    public void Tell(object message) => Ref.Tell(message);

    public void Tell(object message, IActorRef? sender) => Ref.Tell(message, sender);

    public void Forward(object message) => Ref.Forward(message);

    /// <summary>Has the actor watch another.</summary>
    public void Watch(IActorRef subject) => _cell.UseThreadContext(() => _cell.Watch(subject));

    public void Unwatch(IActorRef subject) => _cell.UseThreadContext(() => _cell.Unwatch(subject));

    public bool Equals(IActorRef? other) => Ref.Equals(other);

    public override bool Equals(object? obj) => Ref.Equals(obj);

    public override int GetHashCode() => Ref.GetHashCode();

    public int CompareTo(object? obj) => Ref.CompareTo(obj);

    public override string ToString() => Ref.ToString()!;

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => Ref.CompareTo(other);

    ISurrogate ISurrogated.ToSurrogate(ActorSystem system) => Ref.ToSurrogate(system);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => InternalRef.GetChild(name);

    void IInternalActorRef.Start() => InternalRef.Start();

    void IInternalActorRef.Stop() => InternalRef.Stop();

    void IInternalActorRef.Suspend() => InternalRef.Suspend();

    void IInternalActorRef.Resume(Exception? causedByFailure) => InternalRef.Resume(causedByFailure);

    void IInternalActorRef.Restart(Exception cause) => InternalRef.Restart(cause);

    void IInternalActorRef.SendSystemMessage(ISystemMessage message) => InternalRef.SendSystemMessage(message);
}

public class TestActorRef<TActor> : TestActorRefBase<TActor>
    where TActor : ActorBase
{
    public TestActorRef(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
        : base(system, actorProps, supervisor, name)
    {
    }
}
