namespace Fard.Actors.DataPlane;

/// <summary>The chunks of a job that travel on one connection: those that come from one replica and go to one other.</summary>
public sealed class ChunkShare
{
    private readonly int[] _before;
    private readonly int[] _wait;

    private ChunkShare(int[] before, int[] wait)
    {
        _before = before;
        _wait = wait;
    }

    /// <summary>Every chunk.</summary>
    public static ChunkShare All { get; } = new([0, 1], [0]);

    private int Period => _wait.Length;

    /// <summary>The chunks that <paramref name="from"/> deals to its replica <paramref name="sender"/> and <paramref name="to"/> to its replica <paramref name="receiver"/>.</summary>
    public static ChunkShare Of(ChunkDeal from, int sender, ChunkDeal to, int receiver)
    {
        if (from.Period == 1 && to.Period == 1) return All;
        var period = from.Period / ChunkDeal.GreatestCommonDivisor(from.Period, to.Period) * to.Period;
        var before = new int[period + 1];
        for (var turn = 0; turn < period; turn++)
            before[turn + 1] = before[turn] + (from.Turn(turn) == sender && to.Turn(turn) == receiver ? 1 : 0);

        // From behind, twice around: how many chunks to go on until the next of the share.
        var wait = new int[period];
        var next = before[period] == 0 ? -1 : 0;
        for (var turn = 2 * period - 1; turn >= 0 && next >= 0; turn--)
        {
            next = before[turn % period + 1] > before[turn % period] ? 0 : next + 1;
            wait[turn % period] = next;
        }

        return new ChunkShare(before, wait);
    }

    /// <summary>Chunks of the share with a number below <paramref name="sequence"/>.</summary>
    public long CountBefore(long sequence) =>
        Period == 1 ? sequence * _before[1] : sequence / Period * _before[Period] + _before[sequence % Period];

    /// <summary>The first chunk of the share from number <paramref name="sequence"/> on; <see cref="long.MaxValue"/> where the share is empty.</summary>
    public long Next(long sequence) => _before[Period] == 0 ? long.MaxValue : Period == 1 ? sequence : sequence + _wait[sequence % Period];
}
