using Akka.Actor;

namespace Akka.Tests.Actor;

public sealed class TimersSpec : ActorSpec
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    private sealed class Clock : ReceiveActor, IWithTimers
    {
        private readonly IActorRef _reader;

        public Clock(IActorRef reader)
        {
            _reader = reader;
            Receive<Action<ITimerScheduler>>(action =>
            {
                action(Timers);
                Sender.Tell("done");
            });
            Receive<Exception>(e => throw e);
            Receive<string>(text => _reader.Tell(text, Sender));
        }

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PostRestart(Exception reason) => _reader.Tell($"restarted {Timers.ActiveTimers.Count}");
    }

    private readonly Probe _probe;
    private readonly IActorRef _clock;

    public TimersSpec()
    {
        _probe = new Probe(Sys);
        var reader = _probe.Ref;
        _clock = Sys.ActorOf(Props.Create(() => new Clock(reader)));
    }

    private Task Do(Action<ITimerScheduler> action) => _clock.Ask(action, Patience);

    /// <summary>The scheduler keeps the order of due times: when this comes, the messages of earlier timers lie in the mailbox.</summary>
    private void WaitForWhatIsDue()
    {
        using var due = new ManualResetEventSlim();
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(20), due.Set);
        due.Wait(Patience).ShouldBeTrue();
    }

    [Fact]
    public async Task A_single_timer_fires_once()
    {
        var active = true;
        await Do(timers => timers.StartSingleTimer("key", "tick", Soon));
        (await _probe.Expect<string>()).ShouldBe("tick");
        await Do(timers => active = timers.IsTimerActive("key"));
        active.ShouldBeFalse();
    }

    [Fact]
    public async Task A_periodic_timer_fires_until_it_is_cancelled()
    {
        await Do(timers => timers.StartPeriodicTimer("key", "tick", TimeSpan.Zero, Soon));
        for (var i = 0; i < 3; i++)
            (await _probe.Expect<string>()).ShouldBe("tick");
        await Do(timers =>
        {
            timers.IsTimerActive("key").ShouldBeTrue();
            timers.Cancel("key");
        });
        _clock.Tell("end");
        await _probe.Fish<string>(text => text == "end");
        await _probe.ExpectNothingYet();
    }

    [Fact]
    public async Task A_message_of_a_cancelled_timer_that_is_in_the_mailbox_does_not_arrive()
    {
        await Do(timers =>
        {
            timers.StartSingleTimer("key", "stale", TimeSpan.Zero);
            WaitForWhatIsDue();
            timers.Cancel("key");
        });
        _clock.Tell("end");
        (await _probe.Expect<string>()).ShouldBe("end");
    }

    [Fact]
    public async Task Starting_a_key_again_replaces_its_timer()
    {
        await Do(timers =>
        {
            timers.StartSingleTimer("key", "old", TimeSpan.Zero);
            WaitForWhatIsDue();
            timers.StartSingleTimer("key", "new", TimeSpan.Zero);
        });
        (await _probe.Expect<string>()).ShouldBe("new");
    }

    [Fact]
    public async Task Timers_end_with_the_incarnation()
    {
        await Do(timers => timers.StartPeriodicTimer("key", "tick", Never));
        _clock.Tell(new InvalidOperationException());
        (await _probe.Expect<string>()).ShouldBe("restarted 0");
    }

    [Fact]
    public async Task The_sender_of_a_timers_message_can_be_chosen()
    {
        var sender = new Probe(Sys);
        await Do(timers => timers.StartSingleTimer("key", "tick", Soon, sender.Ref));
        (await _probe.Expect<string>()).ShouldBe("tick");
    }
}
