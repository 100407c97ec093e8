using Akka.Configuration;
using Akka.Event;

namespace Akka.Remote;

/// <summary>
/// Phi accrual failure detector (Hayashibara et al., "The phi accrual failure detector", SRDS 2004). The suspicion level is
/// phi(t) = -log10(P(a heart beat still comes after t)), with the intervals taken as normally distributed.
/// </summary>
public class PhiAccrualFailureDetector : FailureDetector
{
    private readonly Clock _clock;
    private readonly double _threshold;
    private readonly int _maxSampleSize;
    private readonly double _minStdDeviation;
    private readonly double _acceptablePause;
    private readonly double _firstEstimate;
    private readonly Lock _lock = new();
    private readonly HeartbeatHistory _history;
    private long? _latest;

    /// <param name="threshold">Suspicion from which the resource is taken to be down; 8 means one false alarm in 10^8 if intervals are normally distributed.</param>
    /// <param name="maxSampleSize">How many intervals are remembered.</param>
    /// <param name="minStdDeviation">Lower bound of the deviation, so that very regular heart beats do not make the detector nervous.</param>
    /// <param name="acceptableHeartbeatPause">Added to the mean interval: the silence that is always forgiven.</param>
    /// <param name="firstHeartbeatEstimate">Stands for the interval until two heart beats have come.</param>
    public PhiAccrualFailureDetector(double threshold, int maxSampleSize, TimeSpan minStdDeviation, TimeSpan acceptableHeartbeatPause, TimeSpan firstHeartbeatEstimate, Clock? clock = null)
    {
        if (threshold <= 0) throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "threshold must be > 0");
        if (maxSampleSize <= 0) throw new ArgumentOutOfRangeException(nameof(maxSampleSize), maxSampleSize, "max-sample-size must be > 0");
        if (minStdDeviation <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(minStdDeviation), minStdDeviation, "min-std-deviation must be > 0");
        if (acceptableHeartbeatPause < TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(acceptableHeartbeatPause), acceptableHeartbeatPause, "acceptable-heartbeat-pause must be >= 0");
        if (firstHeartbeatEstimate <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(firstHeartbeatEstimate), firstHeartbeatEstimate, "heartbeat-interval must be > 0");
        _clock = clock ?? DefaultClock;
        _threshold = threshold;
        _maxSampleSize = maxSampleSize;
        _minStdDeviation = minStdDeviation.TotalMilliseconds;
        _acceptablePause = acceptableHeartbeatPause.TotalMilliseconds;
        _firstEstimate = firstHeartbeatEstimate.TotalMilliseconds;
        _history = new HeartbeatHistory(maxSampleSize);
    }

    public PhiAccrualFailureDetector(Config config, EventStream ev)
        : this(
            config.GetDouble("threshold"),
            config.GetInt("max-sample-size"),
            config.GetTimeSpan("min-std-deviation"),
            config.GetTimeSpan("acceptable-heartbeat-pause"),
            config.GetTimeSpan("heartbeat-interval"))
    {
    }

    public override bool IsAvailable
    {
        get
        {
            lock (_lock) return PhiAt(_clock()) < _threshold;
        }
    }

    public override bool IsMonitoring
    {
        get
        {
            lock (_lock) return _latest is not null;
        }
    }

    /// <summary>The present suspicion level; 0 before the first heart beat.</summary>
    internal double CurrentPhi
    {
        get
        {
            lock (_lock) return PhiAt(_clock());
        }
    }

    public override void HeartBeat()
    {
        lock (_lock)
        {
            var now = _clock();
            if (_latest is not { } latest)
            {
                // Two intervals around the estimate give a history to start from with a deviation of a quarter of it.
                var deviation = _firstEstimate / 4;
                _history.Add(_firstEstimate - deviation);
                _history.Add(_firstEstimate + deviation);
            }
            else if (PhiAt(now) < _threshold)
            {
                // The silence of an outage is not a sample of the normal interval.
                _history.Add(now - latest);
            }
            _latest = now;
        }
    }

    /// <summary>
    /// Suspicion after <paramref name="elapsed"/> milliseconds. The normal distribution's tail is the logistic approximation of Bowling et al.,
    /// "A logistic approximation to the cumulative normal distribution" (2009): P(later) = 1 / (1 + exp(y (1.5976 + 0.070566 y^2))).
    /// </summary>
    internal static double Phi(double elapsed, double mean, double deviation)
    {
        var y = (elapsed - mean) / deviation;
        var e = Math.Exp(-y * (1.5976 + 0.070566 * y * y));
        return elapsed > mean ? -Math.Log10(e / (1 + e)) : -Math.Log10(1 - 1 / (1 + e));
    }

    private double PhiAt(long now)
    {
        if (_latest is not { } latest) return 0;
        return Phi(now - latest, _history.Mean + _acceptablePause, Math.Max(_history.Deviation, _minStdDeviation));
    }

    internal int SampleCount
    {
        get
        {
            lock (_lock) return Math.Min(_history.Count, _maxSampleSize);
        }
    }
}
