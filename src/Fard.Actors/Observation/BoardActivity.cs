using System.Collections.Immutable;

namespace Fard.Actors.Observation;

/// <summary>What a board has done since its agent started, as counters that only grow: who wants rates takes differences.</summary>
/// <param name="Board">Name of the board.</param>
/// <param name="At">When these were read, by the board's clock.</param>
/// <param name="Fpgas">Its FPGAs, in order.</param>
public sealed record BoardActivity(string Board, DateTimeOffset At, ImmutableArray<FpgaActivity> Fpgas);

/// <summary>What one FPGA has done.</summary>
/// <param name="Index">Its number on the board.</param>
/// <param name="Images">Images that were computed.</param>
/// <param name="Runs">Chunks that were computed.</param>
/// <param name="Busy">Time in which at least one run was under way.</param>
/// <param name="Loads">Bitstreams that were loaded.</param>
/// <param name="Loading">Time that loads took.</param>
/// <param name="Failures">Runs and loads that failed.</param>
/// <param name="QueuedChunks">Chunks that wait in its position's input queues now.</param>
public sealed record FpgaActivity(int Index, long Images, long Runs, TimeSpan Busy, long Loads, TimeSpan Loading, long Failures, int QueuedChunks)
{
    /// <summary>Resources of the loaded package in percent of the board's, by name (LUT, LUTRAM, FF, BRAM36, DSP); empty: not known.</summary>
    public ImmutableSortedDictionary<string, double> Utilisation { get; init; } = ImmutableSortedDictionary<string, double>.Empty;
}
