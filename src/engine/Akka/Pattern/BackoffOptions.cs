using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Options of a supervisor that starts its one child again after a delay that doubles each time, up to a maximum, plus a random part.</summary>
public static class Backoff
{
    /// <summary>For a child that fails: the supervisor stops it instead of restarting it, and starts it after the delay.</summary>
    /// <param name="minBackoff">The first delay.</param>
    /// <param name="maxBackoff">The longest delay.</param>
    /// <param name="randomFactor">The random part: 0.2 adds up to 20 %, so that many that fail together do not return together.</param>
    public static BackoffOptions OnFailure(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        new BackoffSettings(onFailure: true, childProps, childName, minBackoff, maxBackoff, randomFactor);

    public static BackoffOptions OnFailure(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        OnFailure(childProps, childName, minBackoff, maxBackoff, randomFactor).WithMaxNrOfRetries(maxNrOfRetries);

    /// <summary>For a child that stops.</summary>
    public static BackoffOptions OnStop(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        new BackoffSettings(onFailure: false, childProps, childName, minBackoff, maxBackoff, randomFactor);

    public static BackoffOptions OnStop(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor).WithMaxNrOfRetries(maxNrOfRetries);
}

public abstract class BackoffOptions
{
    protected BackoffOptions()
    {
    }

    internal abstract Props Props { get; }

    /// <summary>Counts restarts from zero again once the child has run for a time; without this, for the first delay.</summary>
    public abstract BackoffOptions WithAutoReset(TimeSpan resetBackoff);

    /// <summary>Counts from zero again when the child says so with <see cref="BackoffSupervisor.Reset"/>.</summary>
    public abstract BackoffOptions WithManualReset();

    public abstract BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy);

    /// <summary>Stops the child on any failure.</summary>
    public abstract BackoffOptions WithDefaultStoppingStrategy();

    /// <summary>Stops the supervisor after so many restarts; -1 for no limit.</summary>
    public abstract BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries);

    /// <summary>Answers what comes while there is no child with this; without it, such messages are dead letters.</summary>
    public abstract BackoffOptions WithReplyWhileStopped(object replyWhileStopped);

    /// <summary>After a message that the predicate accepts, the end of the child is the end of the supervisor.</summary>
    public abstract BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage);
}

internal sealed class BackoffSettings : BackoffOptions
{
    private readonly bool _onFailure;
    private readonly Props _childProps;
    private readonly string _childName;
    private readonly BackoffDelay _delay;
    private IBackoffReset _reset;
    private OneForOneStrategy _strategy = new(SupervisorStrategy.DefaultDecider);
    private object? _replyWhileStopped;
    private Func<object, bool>? _finalStopMessage;

    public BackoffSettings(bool onFailure, Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
    {
        _onFailure = onFailure;
        _childProps = childProps;
        _childName = childName;
        _delay = new BackoffDelay(minBackoff, maxBackoff, randomFactor);
        _reset = new AutoReset(minBackoff);
    }

    internal override Props Props => _onFailure
        ? Props.Create(() => new BackoffOnFailureSupervisor(_childProps, _childName, _delay, _reset, _strategy, _replyWhileStopped!, _finalStopMessage!))
        : Props.Create(() => new BackoffSupervisor(
            _childProps, _childName, _delay.Min, _delay.Max, _reset, _delay.RandomFactor, _strategy, _replyWhileStopped!, _finalStopMessage!));

    public override BackoffOptions WithAutoReset(TimeSpan resetBackoff)
    {
        if (resetBackoff < _delay.Min || resetBackoff > _delay.Max)
            throw new ArgumentException($"The reset time {resetBackoff} has to be between the shortest delay {_delay.Min} and the longest {_delay.Max}", nameof(resetBackoff));
        return Changed(copy => copy._reset = new AutoReset(resetBackoff));
    }

    public override BackoffOptions WithManualReset() => Changed(copy => copy._reset = new ManualReset());

    public override BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy) => Changed(copy => copy._strategy = supervisorStrategy);

    public override BackoffOptions WithDefaultStoppingStrategy() => Changed(copy => copy._strategy = SupervisorStrategy.StoppingStrategy.WithMaxNrOfRetries(_strategy.MaxNumberOfRetries));

    public override BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) => Changed(copy => copy._strategy = _strategy.WithMaxNrOfRetries(maxNrOfRetries));

    public override BackoffOptions WithReplyWhileStopped(object replyWhileStopped) => Changed(copy => copy._replyWhileStopped = replyWhileStopped);

    public override BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage) => Changed(copy => copy._finalStopMessage = isFinalStopMessage);

    private BackoffSettings Changed(Action<BackoffSettings> change)
    {
        var copy = (BackoffSettings)MemberwiseClone();
        change(copy);
        return copy;
    }
}

/// <summary>The delay before the next start: min * 2^restarts, at most max, times 1 to 1 + randomFactor.</summary>
internal sealed class BackoffDelay
{
    public BackoffDelay(TimeSpan min, TimeSpan max, double randomFactor)
    {
        if (min <= TimeSpan.Zero)
            throw new ArgumentException("MinBackoff must be greater than 0", nameof(min));
        if (max < min)
            throw new ArgumentException("MaxBackoff must be greater than MinBackoff", nameof(max));
        if (randomFactor is < 0 or > 1)
            throw new ArgumentException("RandomFactor must be between 0.0 and 1.0", nameof(randomFactor));
        Min = min;
        Max = max;
        RandomFactor = randomFactor;
    }

    public TimeSpan Min { get; }

    public TimeSpan Max { get; }

    public double RandomFactor { get; }

    public TimeSpan After(int restarts)
    {
        var doubled = restarts >= 30 ? Max.Ticks : Math.Min(Max.Ticks, Min.Ticks * Math.Pow(2, restarts));
        return TimeSpan.FromTicks((long)(doubled * (1 + (Random.Shared.NextDouble() * RandomFactor))));
    }
}
