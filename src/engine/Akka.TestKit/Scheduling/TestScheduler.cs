using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>
/// A scheduler whose time stands still until the test moves it. What becomes due runs on the test's thread, in the order
/// of its time. Configure it with <see cref="Configs.TestConfigs.TestSchedulerConfig"/>.
/// </summary>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly PriorityQueue<Work, (long Due, long Number)> _work = new();
    private readonly Lock _lock = new();
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;
    private long _number;

    public TestScheduler(Config schedulerConfig, ILoggingAdapter log)
    {
    }

    public DateTimeOffset Now => TimeNow;

    public TimeSpan MonotonicClock => TimeNow - DateTimeOffset.UnixEpoch;

    public TimeSpan HighResMonotonicClock => MonotonicClock;

    public IAdvancedScheduler Advanced => this;

    protected DateTimeOffset TimeNow
    {
        get
        {
            lock (_lock)
                return _now;
        }
    }

    /// <summary>Moves time on, and runs what becomes due on the way at its own time.</summary>
    public void Advance(TimeSpan offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, TimeSpan.Zero);
        var target = TimeNow + offset;
        while (TakeDue(target) is { } work)
            work.Run();
        lock (_lock)
            _now = target;
    }

    /// <exception cref="InvalidOperationException"><paramref name="when"/> lies in the past.</exception>
    public void AdvanceTo(DateTimeOffset when)
    {
        if (when < TimeNow)
            throw new InvalidOperationException($"Cannot go back from {TimeNow:O} to {when:O}.");
        Advance(when - TimeNow);
    }

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender) =>
        Add(delay, null, () => receiver.Tell(message, sender), null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, null, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender) =>
        Add(initialDelay, interval, () => receiver.Tell(message, sender), null);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleOnce(TimeSpan delay, Action action) => Add(delay, null, action, null);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Add(delay, null, action, cancelable);

    public void ScheduleOnce(TimeSpan delay, IRunnable action) => Add(delay, null, action.Run, null);

    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => Add(delay, null, action.Run, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) => Add(initialDelay, interval, action, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(initialDelay, interval, action, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) => Add(initialDelay, interval, action.Run, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Add(initialDelay, interval, action.Run, cancelable);

    private void Add(TimeSpan delay, TimeSpan? interval, Action action, ICancelable? cancelable)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (interval is { } every)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(every, TimeSpan.Zero);
        var work = new Work(interval, action, cancelable);

        // What is due at once runs at once, as there may be nobody to move time.
        if (delay == TimeSpan.Zero)
            work.Run();
        if (delay > TimeSpan.Zero || interval is not null)
            Enqueue(work, delay > TimeSpan.Zero ? delay : interval!.Value);
    }

    private void Enqueue(Work work, TimeSpan delay)
    {
        lock (_lock)
            _work.Enqueue(work, ((_now + delay).UtcTicks, _number++));
    }

    private Work? TakeDue(DateTimeOffset until)
    {
        lock (_lock)
        {
            if (!_work.TryPeek(out _, out var at) || at.Due > until.UtcTicks)
                return null;
            var work = _work.Dequeue();
            _now = new DateTimeOffset(at.Due, TimeSpan.Zero);
            if (work.Interval is { } interval && !work.IsCancelled)
                Enqueue(work, interval);
            return work;
        }
    }

    private sealed record Work(TimeSpan? Interval, Action Action, ICancelable? Cancelable)
    {
        internal bool IsCancelled => Cancelable is { IsCancellationRequested: true };

        internal void Run()
        {
            if (!IsCancelled)
                Action();
        }
    }
}
