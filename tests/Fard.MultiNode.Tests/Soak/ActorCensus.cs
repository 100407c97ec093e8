using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;

namespace Fard.MultiNode.Tests.Soak;

/// <summary>Counts the actors below <c>/user</c> of a system, by asking every one who it is.</summary>
internal static class ActorCensus
{
    private const int Depth = 7;

    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(100);

    /// <summary>Their paths.</summary>
    public static async Task<ImmutableSortedSet<string>> OfAsync(ActorSystem system)
    {
        var found = new ConcurrentDictionary<string, bool>();
        var collector = system.ActorOf(Props.Create(() => new Collector(found)));
        try
        {
            var before = -1;
            while (found.Count != before)
            {
                before = found.Count;
                for (var depth = 1; depth <= Depth; depth++)
                    system.ActorSelection("/user" + string.Concat(Enumerable.Repeat("/*", depth))).Tell(new Identify(depth), collector);
                await Task.Delay(Settle, TimeProvider.System);
            }

            found.TryRemove(collector.Path.ToStringWithoutAddress(), out _);
            return [.. found.Keys];
        }
        finally
        {
            system.Stop(collector);
        }
    }

    private sealed class Collector : ReceiveActor
    {
        public Collector(ConcurrentDictionary<string, bool> found) => Receive<ActorIdentity>(answer =>
        {
            if (answer.Subject is { } subject) found[subject.Path.ToStringWithoutAddress()] = true;
        });
    }
}
