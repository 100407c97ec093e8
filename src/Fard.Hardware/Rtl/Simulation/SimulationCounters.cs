using System.Collections.Immutable;
using Fard.Hardware.Rtl.Generation;

namespace Fard.Hardware.Rtl.Simulation;

/// <summary>What a simulation counted since counting began.</summary>
/// <param name="FirstOutput">Cycles until the first 64-bit word of results was ready to be written.</param>
/// <param name="ImageEnds">Cycles until the last word of each image was.</param>
/// <param name="Fifos">Each FIFO's counters.</param>
public sealed record SimulationCounters(long FirstOutput, ImmutableArray<long> ImageEnds, ImmutableArray<FifoCounters> Fifos)
{
    /// <summary>
    /// Cycles per image in steady state: the mean over the second half of the images, when all units are busy; null with fewer than 2.
    /// </summary>
    public double? Interval => ImageEnds.Length < 2
        ? null
        : (double)(ImageEnds[^1] - ImageEnds[ImageEnds.Length / 2 - 1 + ImageEnds.Length % 2]) / (ImageEnds.Length / 2);
}

/// <summary>One FIFO's counters.</summary>
/// <param name="Fifo">The FIFO.</param>
/// <param name="HighWater">The most words that it held.</param>
/// <param name="Blocked">Cycles in which the unit before it had a word and there was no room.</param>
/// <param name="Starved">Cycles in which the unit behind it would have taken a word and there was none.</param>
public sealed record FifoCounters(RtlFifo Fifo, int HighWater, long Blocked, long Starved);
