using Akka.Actor;

namespace Akka.Tests.Actor;

public sealed class DeathWatchSpec : ActorSpec
{
    private sealed class Idle : ReceiveActor
    {
        public Idle() => ReceiveAny(message => Sender.Tell(message));
    }

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef reader, bool handlesTerminated)
        {
            Receive<Watching>(watch =>
            {
                if (watch.Message is null)
                    Context.Watch(watch.Subject);
                else
                    Context.WatchWith(watch.Subject, watch.Message);
                Sender.Tell("watching");
            });
            Receive<Unwatching>(unwatch =>
            {
                Context.Unwatch(unwatch.Subject);
                Sender.Tell("unwatched");
            });
            if (handlesTerminated)
                Receive<Terminated>(terminated => reader.Tell(new Ended(terminated)));
            Receive<string>(reader.Tell);
        }
    }

    private sealed record Watching(IActorRef Subject, object? Message = null);

    /// <summary>A Terminated that is sent on would be taken for a stale one and dropped.</summary>
    private sealed record Ended(Terminated Terminated);

    private sealed record Unwatching(IActorRef Subject);

    private readonly Probe _probe;

    public DeathWatchSpec() => _probe = new Probe(Sys);

    private IActorRef StartWatcher(bool handlesTerminated = true)
    {
        var reader = _probe.Ref;
        return Sys.ActorOf(Props.Create(() => new Watcher(reader, handlesTerminated)));
    }

    private async Task Stop(IActorRef actor) => (await actor.GracefulStop(Patience)).ShouldBeTrue();

    [Fact]
    public async Task Tells_of_the_end_of_a_watched_actor()
    {
        var (watcher, idle) = (StartWatcher(), Sys.ActorOf<Idle>());
        await watcher.Ask(new Watching(idle), Patience);
        await Stop(idle);
        var terminated = (await _probe.Expect<Ended>()).Terminated;
        terminated.ActorRef.ShouldBe(idle);
        terminated.ExistenceConfirmed.ShouldBeTrue();
        terminated.AddressTerminated.ShouldBeFalse();
    }

    [Fact]
    public async Task Tells_of_an_actor_that_was_dead_before()
    {
        var (watcher, idle) = (StartWatcher(), Sys.ActorOf<Idle>());
        await Stop(idle);
        await watcher.Ask(new Watching(idle), Patience);
        (await _probe.Expect<Ended>()).Terminated.ActorRef.ShouldBe(idle);
    }

    [Fact]
    public async Task Tells_once_however_often_it_is_watched()
    {
        var (watcher, idle) = (StartWatcher(), Sys.ActorOf<Idle>());
        await watcher.Ask(new Watching(idle), Patience);
        await watcher.Ask(new Watching(idle), Patience);
        await Stop(idle);
        await _probe.Expect<Ended>();
        watcher.Tell("last");
        (await _probe.Expect<string>()).ShouldBe("last");
    }

    [Fact]
    public async Task Says_nothing_after_unwatch()
    {
        var (watcher, idle) = (StartWatcher(), Sys.ActorOf<Idle>());
        await watcher.Ask(new Watching(idle), Patience);
        await watcher.Ask(new Unwatching(idle), Patience);
        await Stop(idle);
        watcher.Tell("last");
        (await _probe.Expect<string>()).ShouldBe("last");
    }

    [Fact]
    public async Task Sends_the_watchers_own_message()
    {
        var (watcher, idle) = (StartWatcher(), Sys.ActorOf<Idle>());
        await watcher.Ask(new Watching(idle, "it is gone"), Patience);
        await Stop(idle);
        (await _probe.Expect<string>()).ShouldBe("it is gone");
    }

    [Fact]
    public async Task A_watcher_that_does_not_handle_the_end_dies_of_it()
    {
        var (watcher, idle) = (StartWatcher(handlesTerminated: false), Sys.ActorOf<Idle>());
        _probe.Watch(watcher);
        await watcher.Ask(new Watching(idle), Patience);
        await Stop(idle);
        (await _probe.Expect<Terminated>()).ActorRef.ShouldBe(watcher);
    }

    [Fact]
    public async Task Watch_async_ends_with_the_actor()
    {
        var idle = Sys.ActorOf<Idle>();
        var end = idle.WatchAsync();
        end.IsCompleted.ShouldBeFalse();
        Sys.Stop(idle);
        (await end.WaitAsync(Patience)).ShouldBeTrue();
    }

    [Fact]
    public async Task Graceful_stop_of_a_dead_actor_succeeds()
    {
        var idle = Sys.ActorOf<Idle>();
        await Stop(idle);
        await Stop(idle);
    }

    [Fact]
    public async Task Graceful_stop_is_cancelled_when_it_takes_too_long()
    {
        var idle = Sys.ActorOf<Idle>();
        await Should.ThrowAsync<TaskCanceledException>(() => idle.GracefulStop(TimeSpan.FromMilliseconds(50), "not a reason to stop"));
    }
}
