namespace Akka.Actor;

/// <content>The receive timeout.</content>
internal sealed partial class ActorCell
{
    private TimeSpan? _receiveTimeout;
    private Cancelable? _pendingReceiveTimeout;
    private TimerScheduler? _timers;

    public TimeSpan? ReceiveTimeout => _receiveTimeout;

    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        _receiveTimeout = timeout is { } time && time > TimeSpan.Zero && time != Timeout.InfiniteTimeSpan ? timeout : null;
        if (_receiveTimeout is null)
            CancelReceiveTimeout();
    }

    /// <summary>Starts the timeout anew, or, without reschedule, only if it is not running.</summary>
    public void CheckReceiveTimeout(bool reschedule = true)
    {
        if (_receiveTimeout is not { } timeout)
        {
            CancelReceiveTimeout();
            return;
        }

        if (!reschedule && _pendingReceiveTimeout is { IsCancellationRequested: false })
            return;
        CancelReceiveTimeout();
        _pendingReceiveTimeout = new Cancelable(SystemImpl.Scheduler);
        SystemImpl.Scheduler.ScheduleTellOnce(timeout, Self, Akka.Actor.ReceiveTimeout.Instance, Self, _pendingReceiveTimeout);
    }

    private void CancelReceiveTimeout()
    {
        _pendingReceiveTimeout?.Cancel();
        _pendingReceiveTimeout = null;
    }
}
