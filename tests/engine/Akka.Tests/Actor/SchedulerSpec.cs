using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Akka.Tests.Actor;

public sealed class SchedulerSpec : ActorSpec
{
    private readonly Probe _probe;

    public SchedulerSpec() => _probe = new Probe(Sys);

    [Fact]
    public async Task Tells_in_the_order_of_due_times()
    {
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(60), _probe.Ref, "second", ActorRefs.NoSender);
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(10), _probe.Ref, "first", ActorRefs.NoSender);
        (await _probe.Expect<string>()).ShouldBe("first");
        (await _probe.Expect<string>()).ShouldBe("second");
    }

    [Fact]
    public async Task Not_before_the_time()
    {
        var begin = Sys.Scheduler.MonotonicClock;
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(25), _probe.Ref, "now", ActorRefs.NoSender);
        await _probe.Expect<string>();
        (Sys.Scheduler.MonotonicClock - begin).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(25));
    }

    [Fact]
    public async Task Repeats_until_cancelled()
    {
        var ticks = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, TimeSpan.FromMilliseconds(5), _probe.Ref, "tick", ActorRefs.NoSender);
        for (var i = 0; i < 3; i++)
            (await _probe.Expect<string>()).ShouldBe("tick");
        ticks.Cancel();
        ticks.IsCancellationRequested.ShouldBeTrue();
        ticks.Token.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_cancelled_before_its_time_does_not_happen()
    {
        var cancelled = Sys.Scheduler.ScheduleTellOnceCancelable(TimeSpan.FromMilliseconds(10), _probe.Ref, "cancelled", ActorRefs.NoSender);
        cancelled.Cancel();
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(30), _probe.Ref, "after", ActorRefs.NoSender);
        (await _probe.Expect<string>()).ShouldBe("after");
    }

    [Fact]
    public async Task What_is_cancelled_is_not_kept_until_it_would_be_due()
    {
        var message = ScheduleAndCancel();
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (message.IsAlive)
        {
            for (var i = 0; i < 100; i++) ScheduleAndCancel();
            GC.Collect();
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    [Fact]
    public async Task Runs_actions_and_survives_those_that_throw()
    {
        var ran = new TaskCompletionSource();
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.Zero, () => throw new InvalidOperationException());
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(5), ran.SetResult);
        await ran.Task.WaitAsync(Patience);
    }

    [Fact]
    public void Refuses_a_negative_delay_and_an_empty_interval()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(-1), _probe.Ref, "", ActorRefs.NoSender));
        Should.Throw<ArgumentOutOfRangeException>(() => Sys.Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, TimeSpan.Zero, _probe.Ref, "", ActorRefs.NoSender));
    }

    [Fact]
    public async Task A_cancelable_cancels_after_a_time_and_with_others()
    {
        using var delayed = new Cancelable(Sys.Scheduler, TimeSpan.FromMilliseconds(10));
        var linked = Cancelable.CreateLinkedCancelable(Sys.Scheduler, delayed);
        var cancelled = new TaskCompletionSource();
        await using var registration = linked.Token.Register(cancelled.SetResult);
        await cancelled.Task.WaitAsync(Patience);
        delayed.IsCancellationRequested.ShouldBeTrue();
        Cancelable.CreateCanceled().IsCancellationRequested.ShouldBeTrue();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference ScheduleAndCancel()
    {
        var message = new object();
        Sys.Scheduler.ScheduleTellOnceCancelable(TimeSpan.FromHours(1), _probe.Ref, message, ActorRefs.NoSender).Cancel();
        return new WeakReference(message);
    }
}
