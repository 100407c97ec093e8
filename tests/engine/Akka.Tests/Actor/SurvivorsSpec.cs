using Akka.Actor;

namespace Akka.Tests.Actor;

/// <summary>What a restart does to children, and what failures do at the top of the hierarchy.</summary>
public sealed class SurvivorsSpec : ActorSpec
{
    private sealed class Keeper : ReceiveActor
    {
        public Keeper(IActorRef reader)
        {
            Receive<Exception>(e => throw e);
            Receive<string>(_ =>
            {
                var child = Context.Child("child");
                Sender.Tell(child.IsNobody() ? Context.ActorOf(Props.Create(() => new Survivor(reader)), "child") : child);
            });
        }

        protected override void PreRestart(Exception reason, object message)
        {
            // The children stay: they are restarted with their parent.
        }
    }

    private sealed class Survivor : ReceiveActor
    {
        private readonly IActorRef _reader;
        private int _count;

        public Survivor(IActorRef reader)
        {
            _reader = reader;
            ReceiveAny(_ => Sender.Tell(++_count));
        }

        protected override void PostRestart(Exception reason) => _reader.Tell($"survivor restarted: {reason.Message}");
    }

    private sealed class FailsToRestart : ReceiveActor
    {
        public FailsToRestart() => ReceiveAny(_ => throw new InvalidOperationException("first"));

        protected override void PostRestart(Exception reason) => throw new InvalidOperationException("second");
    }

    private sealed class Failing : ReceiveActor
    {
        public Failing() => ReceiveAny(_ => throw new InvalidOperationException("top"));
    }

    private sealed class Escalator : ReceiveActor
    {
        public Escalator() => ReceiveAny(Context.ActorOf(Props.Create<Failing>()).Forward);

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);
    }

    [Fact]
    public async Task Children_that_are_not_stopped_restart_with_their_parent()
    {
        var probe = new Probe(Sys);
        var keeper = Sys.ActorOf(Props.Create(() => new Keeper(probe.Ref)));
        var child = await keeper.Ask<IActorRef>("child", Patience);
        (await child.Ask<int>(0, Patience)).ShouldBe(1);
        keeper.Tell(new InvalidOperationException("cause"));
        (await probe.Expect<string>()).ShouldBe("survivor restarted: cause");
        (await keeper.Ask<IActorRef>("child", Patience)).ShouldBe(child);
        (await child.Ask<int>(0, Patience)).ShouldBe(1);
    }

    [Fact]
    public async Task An_actor_whose_restart_fails_is_stopped()
    {
        var actor = Sys.ActorOf(Props.Create<FailsToRestart>());
        var gone = actor.WatchAsync();
        actor.Tell("fail");
        (await gone.WaitAsync(Patience)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_failure_that_is_escalated_to_the_top_restarts_the_top_actor()
    {
        var escalator = Sys.ActorOf(Props.Create<Escalator>(), "escalator");
        escalator.Tell("fail");
        var again = await escalator.Ask<ActorIdentity>(new Identify(1), Patience);
        again.Subject.ShouldBe(escalator);
    }

    [Fact]
    public async Task A_notice_of_death_that_waits_in_the_mailbox_is_dropped_by_unwatch()
    {
        var probe = new Probe(Sys);
        var subject = Sys.ActorOf(Props.Create<Failing>());
        using var queued = new ManualResetEventSlim();
        var watcher = Sys.ActorOf(Props.Create(() => new LateUnwatcher(subject, queued, probe.Ref)));
        watcher.Tell("block and unwatch");
        watcher.Tell("after");
        await subject.GracefulStop(Patience);
        queued.Set();
        (await probe.Expect<string>()).ShouldBe("after");
    }

    [Fact]
    public async Task The_reference_to_ignore_takes_everything_quietly()
    {
        var probe = new Probe(Sys);
        Sys.EventStream.Subscribe(probe.Ref, typeof(Akka.Event.AllDeadLetters));
        Sys.IgnoreRef.Tell("anything");
        await probe.ExpectNothingYet();
    }

    [Fact]
    public void Prints_the_hierarchy()
    {
        Sys.ActorOf(Props.Create<Failing>(), "visible");
        ((ExtendedActorSystem)Sys).PrintTree().ShouldContain("visible");
    }

    private sealed class LateUnwatcher : ReceiveActor
    {
        public LateUnwatcher(IActorRef subject, ManualResetEventSlim queued, IActorRef reader)
        {
            Context.Watch(subject);
            Receive<string>(text => text == "after", text => reader.Tell(text));
            Receive<string>(_ =>
            {
                queued.Wait();
                Context.Unwatch(subject);
            });
            Receive<Terminated>(_ => reader.Tell("terminated"));
        }
    }
}
