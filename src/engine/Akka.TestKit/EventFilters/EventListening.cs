using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>Says when a system's test event listener has begun to listen.</summary>
internal sealed class EventListening : IExtension
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task Begun => _begun.Task;

    internal static EventListening For(ActorSystem system) => new Id().Apply(system);

    internal void Begin() => _begun.TrySetResult();

    private sealed class Id : ExtensionIdProvider<EventListening>
    {
        public override EventListening CreateExtension(ExtendedActorSystem system) => new();
    }
}
