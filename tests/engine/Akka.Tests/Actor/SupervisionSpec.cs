using Akka.Actor;

namespace Akka.Tests.Actor;

public sealed class SupervisionSpec : ActorSpec
{
    private sealed class Resumable(string message) : Exception(message);

    private sealed class Restartable(string message) : Exception(message);

    private sealed class Stoppable(string message) : Exception(message);

    private sealed class Escalated(string message) : Exception(message);

    private sealed class Boss : ReceiveActor
    {
        private readonly SupervisorStrategy _strategy;
        private readonly IActorRef _reader;

        public Boss(SupervisorStrategy strategy, IActorRef reader)
        {
            _strategy = strategy;
            _reader = reader;
            Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
        }

        protected override SupervisorStrategy SupervisorStrategy() => _strategy;

        protected override void PostRestart(Exception reason)
        {
            _reader.Tell($"boss restarted: {reason.Message}");
            base.PostRestart(reason);
        }
    }

    private sealed class Counter : ReceiveActor
    {
        private readonly IActorRef _reader;
        private int _count;

        public Counter(IActorRef reader)
        {
            _reader = reader;
            Receive<Exception>(e => throw e);
            Receive<string>(_ => Sender.Tell(++_count));
        }

        protected override void PostStop() => _reader.Tell("stopped");

        protected override void PostRestart(Exception reason) => _reader.Tell($"restarted: {reason.Message}");
    }

    private sealed class Stillborn : ReceiveActor
    {
        public Stillborn() => throw new InvalidOperationException("never");
    }

    private static Directive Decide(Exception e) => e switch
    {
        Resumable => Directive.Resume,
        Restartable => Directive.Restart,
        Stoppable => Directive.Stop,
        _ => Directive.Escalate,
    };

    private readonly Probe _probe;

    public SupervisionSpec() => _probe = new Probe(Sys);

    private async Task<(IActorRef Boss, IActorRef Child)> Start(SupervisorStrategy strategy)
    {
        var reader = _probe.Ref;
        var boss = Sys.ActorOf(Props.Create(() => new Boss(strategy, reader)));
        return (boss, await boss.Ask<IActorRef>(Props.Create(() => new Counter(reader)), Patience));
    }

    [Fact]
    public async Task Resume_keeps_the_state()
    {
        var (_, child) = await Start(new OneForOneStrategy(Decide));
        (await child.Ask<int>("count", Patience)).ShouldBe(1);
        child.Tell(new Resumable("r"));
        (await child.Ask<int>("count", Patience)).ShouldBe(2);
    }

    [Fact]
    public async Task Restart_begins_with_a_new_state_and_the_same_reference()
    {
        var (_, child) = await Start(new OneForOneStrategy(Decide));
        (await child.Ask<int>("count", Patience)).ShouldBe(1);
        child.Tell(new Restartable("r"));
        (await child.Ask<int>("count", Patience)).ShouldBe(1);
        (await _probe.Expect<string>()).ShouldBe("stopped");
        (await _probe.Expect<string>()).ShouldBe("restarted: r");
    }

    [Fact]
    public async Task Stop_stops()
    {
        var (_, child) = await Start(new OneForOneStrategy(Decide));
        _probe.Watch(child);
        child.Tell(new Stoppable("s"));
        (await _probe.Expect<string>()).ShouldBe("stopped");
        await _probe.Expect<Terminated>();
    }

    [Fact]
    public async Task Escalation_makes_the_parent_fail()
    {
        var (boss, child) = await Start(new OneForOneStrategy(Decide));
        _probe.Watch(child);
        child.Tell(new Escalated("e"));
        (await _probe.Expect<string>()).ShouldBe("stopped");
        var terminatedAndRestarted = new[] { await _probe.Fish<object>(), await _probe.Fish<object>() };
        terminatedAndRestarted.ShouldContain("boss restarted: e");
        terminatedAndRestarted.OfType<Terminated>().Single().ActorRef.ShouldBe(child);
        (await boss.Ask<IActorRef>(Props.Create(() => new Counter(_probe.Ref)), Patience)).ShouldNotBe(child);
    }

    [Fact]
    public async Task Stops_a_child_that_restarts_too_often()
    {
        var (_, child) = await Start(new OneForOneStrategy(2, TimeSpan.FromMinutes(1), Decide));
        _probe.Watch(child);
        for (var i = 0; i < 3; i++)
            child.Tell(new Restartable($"{i}"));
        (await _probe.Expect<string>()).ShouldBe("stopped");
        (await _probe.Expect<string>()).ShouldBe("restarted: 0");
        (await _probe.Expect<string>()).ShouldBe("stopped");
        (await _probe.Expect<string>()).ShouldBe("restarted: 1");
        (await _probe.Expect<string>()).ShouldBe("stopped");
        await _probe.Expect<Terminated>();
    }

    [Fact]
    public async Task All_for_one_restarts_the_siblings()
    {
        var (boss, child) = await Start(new AllForOneStrategy(Decide));
        var sibling = await boss.Ask<IActorRef>(Props.Create(() => new Counter(_probe.Ref)), Patience);
        (await sibling.Ask<int>("count", Patience)).ShouldBe(1);
        child.Tell(new Restartable("all"));
        for (var i = 0; i < 2; i++)
            await _probe.Fish<string>(text => text == "restarted: all");
        (await sibling.Ask<int>("count", Patience)).ShouldBe(1);
    }

    [Fact]
    public async Task A_failing_constructor_stops_the_actor()
    {
        var (boss, _) = await Start(SupervisorStrategy.DefaultStrategy);
        var child = await boss.Ask<IActorRef>(Props.Create<Stillborn>(), Patience);
        _probe.Watch(child);
        (await _probe.Expect<Terminated>()).ActorRef.ShouldBe(child);
    }

    [Fact]
    public async Task The_decider_sees_the_cause_of_a_failed_creation()
    {
        var seen = new TaskCompletionSource<Exception>();
        var (boss, _) = await Start(new OneForOneStrategy(e =>
        {
            seen.TrySetResult(e);
            return Directive.Stop;
        }));
        boss.Tell(Props.Create<Stillborn>());
        var failure = (await seen.Task.WaitAsync(Patience)).ShouldBeOfType<ActorInitializationException>();
        failure.GetBaseException().Message.ShouldBe("never");
    }

    [Fact]
    public async Task The_failed_message_is_lost_and_those_behind_it_wait()
    {
        var (_, child) = await Start(new OneForOneStrategy(Decide));
        child.Tell(new Restartable("r"));
        var first = child.Ask<int>("count", Patience);
        var second = child.Ask<int>("count", Patience);
        (await first).ShouldBe(1);
        (await second).ShouldBe(2);
    }

    [Fact]
    public void Deciders_go_by_the_first_type_that_fits()
    {
        var decider = Decider.From(Directive.Escalate, Directive.Resume.When<ArgumentNullException>(), Directive.Stop.When<ArgumentException>());
        decider.Decide(new ArgumentNullException()).ShouldBe(Directive.Resume);
        decider.Decide(new ArgumentException("")).ShouldBe(Directive.Stop);
        decider.Decide(new InvalidOperationException()).ShouldBe(Directive.Escalate);
    }
}
