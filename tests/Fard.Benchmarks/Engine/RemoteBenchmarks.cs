using Akka.Actor;

namespace Fard.Benchmarks.Engine;

/// <summary>Messages between two actor systems of one process, over loopback.</summary>
internal static class RemoteBenchmarks
{
    private const int Trips = 5_000;
    private const int InFlight = 50;
    private const string Message = "hit";

    public static async IAsyncEnumerable<Figure> RunAsync(int rounds)
    {
        using var near = Systems.Remote();
        using var far = Systems.Remote();
        var timer = near.ActorOf(Props.Create(() => new RoundTripTimer()));
        var echo = await ReachAsync(near, far, far.ActorOf(Props.Create(() => new Echo())));
        var (medians, tails) = (new List<double>(), new List<double>());
        for (var round = -2; round < rounds; round++)
        {
            var times = new double[Trips];
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            timer.Tell(new TimedRally(echo, Message, times, done), ActorRefs.NoSender);
            await done.Task;
            if (round < 0) continue;
            Array.Sort(times);
            medians.Add(times[Trips / 2]);
            tails.Add(times[Trips * 99 / 100]);
        }

        yield return Figure.Of("remote round trip, 50th percentile", "us", medians, 107);
        yield return Figure.Of("remote round trip, 99th percentile", "us", tails, 283);
        foreach (var (clients, reference) in new[] { (1, 137e3), (10, 235e3) })
        {
            var pairs = new Pairs(near, far, clients, actor => ReachAsync(near, far, actor));
            await pairs.StartAsync();
            var throughput = new Throughput(messages => pairs.RunAsync(Message, messages, InFlight));
            await throughput.MeasureAsync(rounds);
            yield return Figure.Of($"remote, {clients} client(s), {InFlight} in flight each", "msg/s", throughput.Rates, reference, throughput.Costs);
        }
    }

    private static Task<IActorRef> ReachAsync(ActorSystem near, ActorSystem far, IActorRef actor) =>
        near.ActorSelection(new RootActorPath(Systems.AddressOf(far)) / actor.Path.Elements).ResolveOne(TimeSpan.FromSeconds(10));
}
