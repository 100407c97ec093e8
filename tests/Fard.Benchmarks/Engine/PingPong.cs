using System.Diagnostics;
using Akka.Actor;

namespace Fard.Benchmarks.Engine;

/// <summary>An order to a <see cref="Pinger"/>.</summary>
/// <param name="Trips">Round trips to make.</param>
/// <param name="InFlight">How many of them are under way at once.</param>
/// <param name="Done">Completes after the last.</param>
internal sealed record Rally(IActorRef Echo, object Message, int Trips, int InFlight, TaskCompletionSource Done);

/// <summary>Sends a message back and forth with an <see cref="Echo"/>.</summary>
internal sealed class Pinger : UntypedActor
{
    private Rally? _rally;
    private int _left;
    private int _unsent;

    protected override void OnReceive(object message)
    {
        if (message is Rally rally)
        {
            _rally = rally;
            _left = rally.Trips;
            var first = Math.Min(rally.InFlight, rally.Trips);
            _unsent = rally.Trips - first;
            for (var i = 0; i < first; i++) rally.Echo.Tell(rally.Message, Self);
            return;
        }

        if (_unsent > 0)
        {
            _unsent--;
            _rally!.Echo.Tell(message, Self);
        }

        if (--_left == 0) _rally!.Done.SetResult();
    }
}

internal sealed class Echo : UntypedActor
{
    protected override void OnReceive(object message) => Sender.Tell(message, Self);
}

/// <summary>An order to a <see cref="RoundTripTimer"/>: fills <paramref name="Microseconds"/> with one round trip each.</summary>
internal sealed record TimedRally(IActorRef Echo, object Message, double[] Microseconds, TaskCompletionSource Done);

/// <summary>Times round trips, one after the other.</summary>
internal sealed class RoundTripTimer : UntypedActor
{
    private TimedRally? _rally;
    private int _made;
    private long _sent;

    protected override void OnReceive(object message)
    {
        if (message is TimedRally rally) (_rally, _made) = (rally, 0);
        else _rally!.Microseconds[_made++] = Stopwatch.GetElapsedTime(_sent).TotalMicroseconds;

        if (_made == _rally!.Microseconds.Length)
        {
            _rally.Done.SetResult();
            return;
        }

        _sent = Stopwatch.GetTimestamp();
        _rally.Echo.Tell(_rally.Message, Self);
    }
}

/// <summary>Pairs of a pinger and an echo.</summary>
internal sealed class Pairs(ActorSystem pingers, ActorSystem echoes, int count, Func<IActorRef, Task<IActorRef>> reach)
{
    private IActorRef[] _pingers = [];
    private IActorRef[] _echoes = [];

    public async Task StartAsync()
    {
        _pingers = [.. Enumerable.Range(0, count).Select(_ => pingers.ActorOf(Props.Create(() => new Pinger())))];
        _echoes = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => reach(echoes.ActorOf(Props.Create(() => new Echo())))));
    }

    /// <summary>Makes round trips of two messages each, spread over the pairs.</summary>
    public Task RunAsync(object message, int messages, int inFlight) => Task.WhenAll(_pingers.Zip(_echoes, (pinger, echo) =>
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        pinger.Tell(new Rally(echo, message, Math.Max(1, messages / 2 / count), inFlight, done), ActorRefs.NoSender);
        return done.Task;
    }));
}
