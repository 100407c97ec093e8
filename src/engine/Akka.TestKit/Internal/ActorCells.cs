using Akka.Actor;

namespace Akka.TestKit.Internal;

internal static class ActorCells
{
    /// <summary>The cell behind a reference to an actor of this process.</summary>
    /// <exception cref="ArgumentException">The reference is of another kind.</exception>
    internal static ActorCell Of(IActorRef actor) => actor switch
    {
        LocalActorRef local => local.Cell,
        TestProbe probe => Of(probe.Ref),
        _ => throw new ArgumentException($"{actor} is a {actor.GetType().Name}, expected a reference to an actor of this process.", nameof(actor)),
    };
}
