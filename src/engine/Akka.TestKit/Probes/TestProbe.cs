using Akka.Actor;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>
/// One more test actor with expectations of its own. It can stand wherever an actor reference is asked for.
/// </summary>
public partial class TestProbe : TestKitBase, INoImplicitSender, IInternalActorRef
{
    private static int _probeCount;

    public TestProbe(ActorSystem system, ITestKitAssertions assertions, string? testProbeName = null)
        : base(assertions, system, testProbeName ?? $"testProbe{Interlocked.Increment(ref _probeCount)}")
    {
    }

    public IActorRef Ref => TestActor;

    /// <summary>The sender of the message that was taken last.</summary>
    public IActorRef Sender => LastSender;

    ActorPath IActorRef.Path => TestActor.Path;

    /// <summary>Sends a message with the probe as its sender.</summary>
    public void Send(IActorRef actor, object message) => actor.Tell(message, TestActor);

    /// <summary>Passes the message that was taken last on, with its sender.</summary>
    public void Forward(IActorRef actor) => actor.Tell(LastMessage!, LastSender);

    public void Forward(IActorRef actor, object message) => actor.Tell(message, LastSender);

    /// <summary>Answers the sender of the message that was taken last.</summary>
    public void Reply(object message) => LastSender.Tell(message, TestActor);

    public override TestProbe CreateTestProbe(string? name = null) =>
        throw new NotSupportedException("A probe makes no probes: make them with the test kit.");

    public IActorRef ChildActorOf<T>(CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), cancellationToken);

    public IActorRef ChildActorOf<T>(string name, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), name, cancellationToken);

    public IActorRef ChildActorOf<T>(SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), supervisorStrategy, cancellationToken);

    public IActorRef ChildActorOf<T>(string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), name, supervisorStrategy, cancellationToken);

    public Task<IActorRef> ChildActorOfAsync<T>(CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), cancellationToken);

    public Task<IActorRef> ChildActorOfAsync<T>(string name, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), name, cancellationToken);

    public Task<IActorRef> ChildActorOfAsync<T>(SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), supervisorStrategy, cancellationToken);

    public Task<IActorRef> ChildActorOfAsync<T>(string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), name, supervisorStrategy, cancellationToken);

    public override bool Equals(object? obj) => obj is IActorRef other && Ref.Equals(other is TestProbe probe ? probe.Ref : other);

    public override int GetHashCode() => Ref.GetHashCode();

    public int CompareTo(object? obj) => Ref.CompareTo(obj);

    public override string ToString() => Ref.ToString()!;

    void ICanTell.Tell(object message, IActorRef? sender) => TestActor.Tell(message, sender);

    ISurrogate ISurrogated.ToSurrogate(ActorSystem system) => TestActor.ToSurrogate(system);

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => TestActor.CompareTo(other);

    bool IEquatable<IActorRef>.Equals(IActorRef? other) => Equals(other);
}
