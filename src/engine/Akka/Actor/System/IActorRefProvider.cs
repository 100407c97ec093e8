using Akka.Actor.Internal;
using Akka.Serialization;

namespace Akka.Actor;

/// <summary>Makes and finds the references of one actor system. The local one knows this process only; remoting's wraps it, adds the address under which
/// other systems reach this one, and turns paths of other systems into references that send over the network.
/// A provider class is constructed with (string systemName, Settings settings, EventStream eventStream).</summary>
public interface IActorRefProvider
{
    /// <summary>The path above /user and /system.</summary>
    ActorPath RootPath { get; }

    Settings Settings { get; }

    IActorRef DeadLetters { get; }

    IActorRef IgnoreRef { get; }

    /// <summary>Completes when the root of the hierarchy has stopped.</summary>
    Task TerminationTask { get; }

    /// <summary>The address that is put into paths that leave this process.</summary>
    Address DefaultAddress { get; }

    internal IInternalActorRef RootGuardian { get; }

    /// <summary>The parent of the actors that users create at the top.</summary>
    internal LocalActorRef Guardian { get; }

    internal LocalActorRef SystemGuardian { get; }

    /// <summary>The parent of short-lived references such as those of an Ask.</summary>
    internal IInternalActorRef TempContainer { get; }

    internal Information SerializationInformation { get; }

    /// <summary>A fresh path below the temporary container.</summary>
    ActorPath TempPath();

    /// <summary>The address of this system as the other one sees it; null when that one cannot be reached from here.</summary>
    Address? GetExternalAddressFor(Address address);

    /// <summary>The root of the system at an address, for selections.</summary>
    IActorRef RootGuardianAt(Address address);

    IActorRef ResolveActorRef(string path);

    IActorRef ResolveActorRef(ActorPath actorPath);

    /// <summary>Makes the guardians. Called once, before any actor is created; a provider with a transport starts it here.</summary>
    internal void Init(ActorSystemImpl system);

    internal void RegisterTempActor(IInternalActorRef actorRef, ActorPath path);

    internal void UnregisterTempActor(ActorPath path);

    internal IInternalActorRef ActorOf(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService);
}
