using Akka.Actor;

namespace Akka.Routing;

/// <summary>Chooses who gets a message. One instance may be used by several threads at once.</summary>
public abstract class RoutingLogic : INoSerializationVerificationNeeded
{
    /// <returns>The choice; <see cref="Routee.NoRoutee"/> when there are no routees.</returns>
    public abstract Routee Select(object message, Routee[] routees);
}

/// <summary>Any of them, each as likely.</summary>
public sealed class RandomLogic : RoutingLogic
{
    public override Routee Select(object message, Routee[] routees) =>
        routees is { Length: > 0 } ? routees[Random.Shared.Next(routees.Length)] : Routee.NoRoutee;
}

/// <summary>One after the other.</summary>
public sealed class RoundRobinRoutingLogic : RoutingLogic
{
    private int _next;

    public RoundRobinRoutingLogic()
        : this(-1)
    {
    }

    /// <param name="next">The position before the first choice.</param>
    public RoundRobinRoutingLogic(int next) => _next = next;

    public override Routee Select(object message, Routee[] routees) =>
        routees is { Length: > 0 } ? routees[(uint)Interlocked.Increment(ref _next) % (uint)routees.Length] : Routee.NoRoutee;
}

/// <summary>All of them.</summary>
public sealed class BroadcastRoutingLogic : RoutingLogic
{
    public override Routee Select(object message, Routee[] routees) => routees is { Length: > 0 } ? new SeveralRoutees(routees) : Routee.NoRoutee;
}
