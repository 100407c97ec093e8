using Akka.Util;

namespace Akka.Actor;

/// <summary>Something that messages can be sent to.</summary>
public interface ICanTell
{
    void Tell(object message, IActorRef? sender);
}

/// <summary>A handle on one incarnation of an actor, valid in every process. Two references are equal when path and uid are.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, ISurrogated, IComparable
{
    ActorPath Path { get; }
}

/// <summary>What the engine needs from every reference. Remote death watch and life cycle commands travel through <see cref="SendSystemMessage"/>:
/// a reference to an actor of another process hands them to its transport.</summary>
internal interface IInternalActorRef : IActorRef
{
    IInternalActorRef Parent { get; }

    IActorRefProvider Provider { get; }

    /// <summary>Whether the actor is known to be gone. A reference to another process cannot know and says false.</summary>
    bool IsTerminated { get; }

    bool IsLocal { get; }

    /// <summary>Finds a descendant by names; ".." goes up, an empty name stays. <see cref="ActorRefs.Nobody"/> where there is none.</summary>
    IActorRef GetChild(IReadOnlyList<string> name);

    void Start();

    void Stop();

    void Suspend();

    void Resume(Exception? causedByFailure = null);

    void Restart(Exception cause);

    void SendSystemMessage(Dispatch.SysMsg.ISystemMessage message);
}
