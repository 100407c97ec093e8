using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Keeps what is scheduled in a queue by due time and one timer set to the earliest. Due messages are told, and due actions run, on a thread of the pool.</summary>
internal sealed class TimerQueueScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private readonly TimeProvider _time = TimeProvider.System;
    /// <summary>Shortest queue that is worth a look for cancelled entries.</summary>
    private const int ShortestPurge = 64;

    private readonly PriorityQueue<Entry, (long Due, long Number)> _queue = new();
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private readonly long _start;
    private int _purgeAt = ShortestPurge;
    private long _number;
    private long _armedFor = long.MaxValue;
    private bool _stopped;
    private bool _firing;

    public TimerQueueScheduler(Config scheduler, ILoggingAdapter log)
        : base(scheduler, log)
    {
        _start = _time.GetTimestamp();
        using var noFlow = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
        _timer = _time.CreateTimer(_ => RunDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public override TimeSpan MonotonicClock => _time.GetElapsedTime(_start);

    public override TimeSpan HighResMonotonicClock => MonotonicClock;

    protected override DateTimeOffset TimeNow => _time.GetUtcNow();

    public void Dispose()
    {
        lock (_lock)
        {
            _stopped = true;
            _queue.Clear();
        }

        _timer.Dispose();
    }

    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, Timeout.InfiniteTimeSpan, new TellEntry(receiver, message, sender, cancelable));

    protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(initialDelay, interval, new TellEntry(receiver, message, sender, cancelable));

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Add(delay, Timeout.InfiniteTimeSpan, new ActionEntry(action, cancelable));

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => Add(delay, Timeout.InfiniteTimeSpan, new ActionEntry(action.Run, cancelable));

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(initialDelay, interval, new ActionEntry(action, cancelable));

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Add(initialDelay, interval, new ActionEntry(action.Run, cancelable));

    private void Add(TimeSpan delay, TimeSpan interval, Entry entry)
    {
        if (entry.IsCancelled)
            return;
        entry.Interval = interval;
        lock (_lock)
        {
            if (_stopped)
                throw new SchedulerException("cannot enqueue after timer shutdown");
            if (_queue.Count >= _purgeAt)
                Purge();
            Enqueue(entry, MonotonicClock.Ticks + Math.Min(delay.Ticks, TimeSpan.FromDays(3650).Ticks));
            Arm();
        }
    }

    // A cancelled entry would keep its receiver and message until it is due. Looking whenever the queue has doubled costs little for each entry.
    private void Purge()
    {
        var wanted = _queue.UnorderedItems.Where(item => !item.Element.IsCancelled).ToArray();
        _queue.Clear();
        _queue.EnqueueRange(wanted);
        _purgeAt = Math.Max(ShortestPurge, 2 * _queue.Count);
    }

    private void Enqueue(Entry entry, long due)
    {
        entry.Due = due;
        _queue.Enqueue(entry, (due, _number++));
    }

    private void Arm()
    {
        while (_queue.TryPeek(out var head, out _) && head.IsCancelled)
            _queue.Dequeue();
        if (!_queue.TryPeek(out _, out var first) || first.Due >= _armedFor)
            return;
        _armedFor = first.Due;
        var wait = TimeSpan.FromTicks(Math.Max(0, first.Due - MonotonicClock.Ticks));
        // The timer counts whole milliseconds: rounding up keeps it from firing before the time.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Min(Math.Ceiling(wait.TotalMilliseconds), int.MaxValue)), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Fires what is due, in the order of due times: one thread at a time, so that a later entry never overtakes an earlier one.</summary>
    private void RunDue()
    {
        lock (_lock)
        {
            _armedFor = long.MaxValue;
            if (_firing)
                return;
            _firing = true;
        }

        while (TakeDue() is { } entry)
        {
            try
            {
                entry.Fire();
            }
            catch (Exception e)
            {
                Log.Log(LogLevel.ErrorLevel, e, "A scheduled action failed");
            }
        }
    }

    /// <returns>The next entry that is due; null, and the timer is set, when there is none.</returns>
    private Entry? TakeDue()
    {
        lock (_lock)
        {
            var now = MonotonicClock.Ticks;
            while (!_stopped && _queue.TryPeek(out var entry, out var key) && key.Due <= now)
            {
                _queue.Dequeue();
                if (entry.IsCancelled)
                    continue;
                if (entry.Interval != Timeout.InfiniteTimeSpan)
                    Enqueue(entry, NextDue(entry, now));
                return entry;
            }

            _firing = false;
            _armedFor = long.MaxValue;
            if (!_stopped)
                Arm();
            return null;
        }
    }

    /// <summary>Keeps the rate; what is late by more than an interval leaves repetitions out instead of catching up.</summary>
    private static long NextDue(Entry entry, long now)
    {
        var next = entry.Due + entry.Interval.Ticks;
        return next > now ? next : now + entry.Interval.Ticks;
    }

    private abstract class Entry(ICancelable? cancelable)
    {
        public bool IsCancelled => cancelable?.IsCancellationRequested == true;

        public TimeSpan Interval { get; set; }

        public long Due { get; set; }

        public abstract void Fire();
    }

    private sealed class TellEntry(ICanTell receiver, object message, IActorRef sender, ICancelable? cancelable) : Entry(cancelable)
    {
        public override void Fire() => receiver.Tell(message, sender);
    }

    private sealed class ActionEntry(Action action, ICancelable? cancelable) : Entry(cancelable)
    {
        public override void Fire() => action();
    }
}
