namespace Akka.Remote.Transport;

/// <summary>
/// Tokens come at a constant rate and are kept up to a capacity. Something larger than the capacity passes when there are any, and the bucket then
/// owes: the rate holds over time for messages of every size.
/// </summary>
public sealed class TokenBucket : ThrottleMode
{
    private const double NanosPerSecond = 1e9;

    private readonly int _capacity;
    private readonly double _tokensPerSecond;
    private readonly long _nanoTimeOfLastSend;
    private readonly int _availableTokens;

    /// <param name="capacity">How many tokens are kept while nothing is sent.</param>
    /// <param name="tokensPerSecond">Bytes per second.</param>
    /// <param name="nanoTimeOfLastSend">When <paramref name="availableTokens"/> were there; 0: long ago, so that the bucket is full.</param>
    /// <param name="availableTokens">How many tokens there are; negative: how many are owed.</param>
    public TokenBucket(int capacity, double tokensPerSecond, long nanoTimeOfLastSend, int availableTokens)
    {
        _capacity = capacity;
        _tokensPerSecond = tokensPerSecond;
        _nanoTimeOfLastSend = nanoTimeOfLastSend;
        _availableTokens = availableTokens;
    }

    public override (ThrottleMode, bool) TryConsumeTokens(long nanoTimeOfSend, int tokens)
    {
        var available = AvailableAt(nanoTimeOfSend);
        var enough = tokens > _capacity ? available > 0 : available >= tokens;
        return enough ? (new TokenBucket(_capacity, _tokensPerSecond, nanoTimeOfSend, available - tokens), true) : (this, false);
    }

    public override TimeSpan TimeToAvailable(long currentNanoTime, int tokens)
    {
        var missing = (tokens > _capacity ? 1 : tokens) - AvailableAt(currentNanoTime);
        return missing <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(missing / _tokensPerSecond, TimeSpan.FromDays(1).TotalSeconds));
    }

    public override bool Equals(object? obj) => obj is TokenBucket other && Values.Equals(other.Values);

    public override int GetHashCode() => Values.GetHashCode();

    public static bool operator ==(TokenBucket? left, TokenBucket? right) => Equals(left, right);

    public static bool operator !=(TokenBucket? left, TokenBucket? right) => !Equals(left, right);

    private (int, double, long, int) Values => (_capacity, _tokensPerSecond, _nanoTimeOfLastSend, _availableTokens);

    private int AvailableAt(long nanos) =>
        (int)Math.Min(_capacity, _availableTokens + Math.Max(0, nanos - _nanoTimeOfLastSend) / NanosPerSecond * _tokensPerSecond);
}
