using Akka.Actor;

namespace Akka.Remote.Transport;

/// <summary>How many tokens (bytes) per time one direction of an association may carry. Immutable.</summary>
public abstract class ThrottleMode : INoSerializationVerificationNeeded
{
    /// <summary>Takes tokens for something sent now; answers the mode from then on, and whether there were enough.</summary>
    public abstract (ThrottleMode, bool) TryConsumeTokens(long nanoTimeOfSend, int tokens);

    /// <summary>How long until that many tokens will be there.</summary>
    public abstract TimeSpan TimeToAvailable(long currentNanoTime, int tokens);
}

/// <summary>Everything passes at once.</summary>
public class Unthrottled : ThrottleMode
{
    private Unthrottled()
    {
    }

    public static Unthrottled Instance { get; } = new();

    public override (ThrottleMode, bool) TryConsumeTokens(long nanoTimeOfSend, int tokens) => (this, true);

    public override TimeSpan TimeToAvailable(long currentNanoTime, int tokens) => TimeSpan.Zero;
}

/// <summary>Nothing passes, and nobody is told: as if the cable were cut.</summary>
public class Blackhole : ThrottleMode
{
    private Blackhole()
    {
    }

    public static Blackhole Instance { get; } = new();

    public override (ThrottleMode, bool) TryConsumeTokens(long nanoTimeOfSend, int tokens) => (this, false);

    public override TimeSpan TimeToAvailable(long currentNanoTime, int tokens) => TimeSpan.Zero;
}
