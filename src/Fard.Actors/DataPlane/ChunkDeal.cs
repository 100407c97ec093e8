using System.Collections.Immutable;

namespace Fard.Actors.DataPlane;

/// <summary>
/// Which replica of a position gets which chunk: a function of the chunk's number and the replicas' weights alone, so that everybody deals alike without a
/// word.
/// </summary>
/// <remarks>
/// Smooth weighted round robin (as nginx deals requests over servers): in each period a replica gets as many chunks as its weight says, spread as evenly as
/// whole chunks allow.
/// </remarks>
public sealed class ChunkDeal
{
    /// <summary>Most chunks of a period: the weights' sum, divided by their greatest common divisor.</summary>
    public const int MaxPeriod = 64;

    private readonly byte[] _turns;

    private ChunkDeal(byte[] turns, int replicas)
    {
        _turns = turns;
        Replicas = replicas;
    }

    /// <summary>Everything goes to the only replica.</summary>
    public static ChunkDeal Single { get; } = new([0], 1);

    /// <summary>Replicas that chunks are dealt to.</summary>
    public int Replicas { get; }

    /// <summary>After so many chunks the deal begins again.</summary>
    public int Period => _turns.Length;

    /// <summary>Deals over replicas with these weights.</summary>
    /// <exception cref="ArgumentException">No weight, one below 1, or weights whose period is longer than <see cref="MaxPeriod"/>.</exception>
    public static ChunkDeal Of(ImmutableArray<int> weights)
    {
        if (weights.Length == 1 && weights[0] >= 1) return Single;
        var period = PeriodOf(weights);
        if (period is 0 or > MaxPeriod)
            throw new ArgumentException($"Weights {string.Join(", ", weights)} cannot be dealt: each is at least 1, and divided by what they have in common they are {MaxPeriod} in all at most.", nameof(weights));
        return new ChunkDeal(TakeTurns(weights, period), weights.Length);
    }

    /// <summary>Chunks of a period with these weights; 0 where they are no weights.</summary>
    public static int PeriodOf(ImmutableArray<int> weights)
    {
        if (weights.IsDefaultOrEmpty || weights.Any(weight => weight is < 1 or > 1 << 20) || weights.Length > MaxPeriod) return 0;
        return weights.Sum() / weights.Aggregate(GreatestCommonDivisor);
    }

    /// <summary>The replica that gets chunk <paramref name="sequence"/>, counted from 0 in the order of the weights.</summary>
    public int Turn(long sequence) => _turns.Length == 1 ? 0 : _turns[sequence % _turns.Length];

    private static byte[] TakeTurns(ImmutableArray<int> weights, int period)
    {
        var total = weights.Sum();
        var claims = new int[weights.Length];
        var turns = new byte[period];
        for (var turn = 0; turn < period; turn++)
        {
            var chosen = 0;
            for (var replica = 0; replica < claims.Length; replica++)
            {
                claims[replica] += weights[replica];
                if (claims[replica] > claims[chosen]) chosen = replica;
            }

            claims[chosen] -= total;
            turns[turn] = (byte)chosen;
        }

        return turns;
    }

    internal static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
