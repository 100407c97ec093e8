using Akka.Actor;

namespace Fard.Benchmarks.Engine;

/// <summary>Messages and actors within one actor system.</summary>
internal static class LocalBenchmarks
{
    private static readonly object Message = new();

    public static async IAsyncEnumerable<Figure> TellAsync(int rounds)
    {
        using var system = Systems.Local();
        foreach (var (pairs, inFlight, reference) in new (int, int, double?)[] { (1, 1, 6.5e6), (1, 1000, null), (8, 1, 17e6), (8, 1000, 41e6) })
        {
            var players = new Pairs(system, system, pairs, Task.FromResult);
            await players.StartAsync();
            var throughput = new Throughput(messages => players.RunAsync(Message, messages, inFlight));
            await throughput.MeasureAsync(rounds);
            yield return Figure.Of($"ping-pong, {pairs} pair(s), {inFlight} in flight", "msg/s", throughput.Rates, reference, throughput.Costs);
        }

        var counter = system.ActorOf(Props.Create(() => new Counter()));
        var oneWay = new Throughput(messages =>
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            counter.Tell(new Count(messages, done), ActorRefs.NoSender);
            for (var i = 0; i < messages; i++) counter.Tell(Message, ActorRefs.NoSender);
            return done.Task;
        });
        await oneWay.MeasureAsync(rounds);
        yield return Figure.Of("one-way tell, 1 sender, 1 receiver", "msg/s", oneWay.Rates, 20.7e6, oneWay.Costs);
    }

    public static async IAsyncEnumerable<Figure> SpawnAsync(int rounds)
    {
        using var system = Systems.Local();
        var spawner = system.ActorOf(Props.Create(() => new Spawner()));
        var throughput = new Throughput(actors =>
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            spawner.Tell(new Count(actors, done), ActorRefs.NoSender);
            return done.Task;
        });
        await throughput.MeasureAsync(rounds);
        yield return Figure.Of("spawn, one message, stop", "actors/s", throughput.Rates, 113e3, throughput.Costs);
    }

    private sealed record Count(int Messages, TaskCompletionSource Done);

    private sealed class Counter : UntypedActor
    {
        private TaskCompletionSource? _done;
        private int _left;

        protected override void OnReceive(object message)
        {
            if (message is Count count) (_left, _done) = (count.Messages, count.Done);
            else if (--_left == 0) _done!.SetResult();
        }
    }

    /// <summary>Makes actors that stop at their first message, a hundred at once.</summary>
    private sealed class Spawner : UntypedActor
    {
        private const int AtOnce = 100;

        private static readonly Props ShortLived = Props.Create(() => new ShortLived());
        private TaskCompletionSource? _done;
        private int _left;
        private int _unspawned;

        protected override void OnReceive(object message)
        {
            if (message is Count count)
            {
                (_left, _done) = (count.Messages, count.Done);
                var first = Math.Min(AtOnce, count.Messages);
                _unspawned = count.Messages - first;
                for (var i = 0; i < first; i++) Spawn();
                return;
            }

            if (_unspawned > 0)
            {
                _unspawned--;
                Spawn();
            }

            if (--_left == 0) _done!.SetResult();
        }

        private static void Spawn() => Context.ActorOf(ShortLived).Tell(Message, ActorRefs.NoSender);
    }

    private sealed class ShortLived : UntypedActor
    {
        protected override void OnReceive(object message) => Context.Stop(Self);

        protected override void PostStop() => Context.Parent.Tell(Message, Self);
    }
}
