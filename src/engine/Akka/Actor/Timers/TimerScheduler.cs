namespace Akka.Actor;

/// <summary>A timer's message on its way to the actor that owns the timer.</summary>
internal interface IScheduledTimerMessage : INoSerializationVerificationNeeded
{
    object Key { get; }

    long Generation { get; }

    TimerScheduler Owner { get; }
}

/// <summary>The timers of one incarnation of an actor. Every start gets a new generation, by which stale messages are known.</summary>
internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
{
    private readonly Dictionary<object, Entry> _timers = [];
    private long _generation;

    public IReadOnlyCollection<object> ActiveTimers => _timers.Keys;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => Start(key, msg, interval, interval, cell.Self);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) => Start(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) => Start(key, msg, initialDelay, interval, cell.Self);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender) => Start(key, msg, initialDelay, interval, sender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, null, cell.Self);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) => Start(key, msg, timeout, null, sender);

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_timers.Remove(key, out var timer))
            timer.Task.Cancel();
    }

    public void CancelAll()
    {
        foreach (var timer in _timers.Values)
            timer.Task.Cancel();
        _timers.Clear();
    }

    /// <returns>The message to handle; null for one of a timer that is no longer current.</returns>
    public object? Accept(IScheduledTimerMessage message)
    {
        if (!ReferenceEquals(message.Owner, this) || !_timers.TryGetValue(message.Key, out var timer) || timer.Generation != message.Generation)
            return null;
        if (!timer.Repeats)
            _timers.Remove(message.Key);
        return timer.Message;
    }

    private void Start(object key, object message, TimeSpan delay, TimeSpan? interval, IActorRef sender)
    {
        Cancel(key);
        var generation = ++_generation;
        IScheduledTimerMessage envelope = message is INotInfluenceReceiveTimeout ? new QuietTimerMessage(key, generation, this) : new TimerMessage(key, generation, this);
        var task = new Cancelable(cell.SystemImpl.Scheduler);
        if (interval is { } period)
            cell.SystemImpl.Scheduler.ScheduleTellRepeatedly(delay, period, cell.Self, envelope, sender, task);
        else
            cell.SystemImpl.Scheduler.ScheduleTellOnce(delay, cell.Self, envelope, sender, task);
        _timers[key] = new Entry(message, generation, interval is not null, task);
    }

    private sealed record Entry(object Message, long Generation, bool Repeats, Cancelable Task);

    private sealed record TimerMessage(object Key, long Generation, TimerScheduler Owner) : IScheduledTimerMessage;

    private sealed record QuietTimerMessage(object Key, long Generation, TimerScheduler Owner) : IScheduledTimerMessage, INotInfluenceReceiveTimeout;
}
