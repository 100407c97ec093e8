using Akka.Configuration;
using Akka.Event;

namespace Akka.Remote;

/// <summary>Takes the resource to be down when no heart beat has come for a fixed time.</summary>
public class DeadlineFailureDetector : FailureDetector
{
    private const long Never = long.MinValue;

    private readonly Clock _clock;
    private readonly long _deadlineMilliseconds;
    private long _latest = Never;

    public DeadlineFailureDetector(TimeSpan acceptableHeartbeatPause, TimeSpan heartbeatInterval, Clock? clock = null)
    {
        if (acceptableHeartbeatPause < TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(acceptableHeartbeatPause), acceptableHeartbeatPause, "acceptable-heartbeat-pause must be >= 0");
        if (heartbeatInterval <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(heartbeatInterval), heartbeatInterval, "heartbeat-interval must be > 0");
        _clock = clock ?? DefaultClock;
        _deadlineMilliseconds = (long)(acceptableHeartbeatPause + heartbeatInterval).TotalMilliseconds;
    }

    public DeadlineFailureDetector(Config config, EventStream eventStream)
        : this(config.GetTimeSpan("acceptable-heartbeat-pause"), config.GetTimeSpan("heartbeat-interval"))
    {
    }

    public override bool IsAvailable
    {
        get
        {
            var latest = Interlocked.Read(ref _latest);
            return latest == Never || _clock() < latest + _deadlineMilliseconds;
        }
    }

    public override bool IsMonitoring => Interlocked.Read(ref _latest) != Never;

    public override void HeartBeat() => Interlocked.Exchange(ref _latest, _clock());
}
