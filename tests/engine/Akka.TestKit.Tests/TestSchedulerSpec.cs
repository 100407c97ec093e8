using Akka.Actor;
using Akka.TestKit.Configs;

namespace Akka.TestKit.Tests;

public class TestSchedulerSpec : Xunit2.TestKit
{
    public TestSchedulerSpec()
        : base(TestConfigs.TestSchedulerConfig)
    {
    }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Delivers_when_the_test_moves_time()
    {
        Scheduler.ScheduleTellOnce(TimeSpan.FromHours(1), TestActor, "an hour", ActorRefs.NoSender);
        Scheduler.Advance(TimeSpan.FromMinutes(59));
        ExpectNoMsg(Failing.Soon);
        Scheduler.Advance(TimeSpan.FromMinutes(1));
        ExpectMsg("an hour");
    }

    [Fact]
    public void Repeats_at_each_interval_on_the_way()
    {
        var cancel = new Cancelable(Sys.Scheduler);
        Scheduler.ScheduleTellRepeatedly(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TestActor, "tick", ActorRefs.NoSender, cancel);

        Scheduler.Advance(TimeSpan.FromSeconds(6));
        ExpectMsgAllOf("tick", "tick", "tick");
        cancel.Cancel();
        Scheduler.Advance(TimeSpan.FromSeconds(60));
        ExpectNoMsg(Failing.Soon);
    }

    [Fact]
    public void Runs_actions_in_the_order_of_their_time_at_their_time()
    {
        var runs = new List<(string, TimeSpan)>();
        Scheduler.ScheduleOnce(TimeSpan.FromSeconds(2), () => runs.Add(("b", Scheduler.MonotonicClock)));
        Scheduler.ScheduleOnce(TimeSpan.FromSeconds(1), () => runs.Add(("a", Scheduler.MonotonicClock)));
        var start = Scheduler.MonotonicClock;

        Scheduler.AdvanceTo(Scheduler.Now + TimeSpan.FromSeconds(3));

        runs.ShouldBe([("a", start + TimeSpan.FromSeconds(1)), ("b", start + TimeSpan.FromSeconds(2))]);
        Should.Throw<InvalidOperationException>(() => Scheduler.AdvanceTo(Scheduler.Now - TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Drives_the_timers_of_actors()
    {
        var probe = CreateTestProbe();
        ActorOf(Props.Create(() => new Ticking(probe.Ref)));
        probe.ExpectMsg("started");

        Scheduler.Advance(TimeSpan.FromMinutes(3));

        probe.ReceiveN(3).ShouldBe(["tick", "tick", "tick"]);
    }

    private sealed class Ticking : ReceiveActor, IWithTimers
    {
        private readonly IActorRef _target;

        public Ticking(IActorRef target)
        {
            _target = target;
            ReceiveAny(message => target.Tell(message, Self));
        }

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart()
        {
            Timers.StartPeriodicTimer("key", "tick", TimeSpan.FromMinutes(1));
            _target.Tell("started", Self);
        }
    }
}
