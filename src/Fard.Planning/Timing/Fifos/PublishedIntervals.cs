using System.Collections.Immutable;

namespace Fard.Planning.Timing.Fifos;

/// <summary>Intervals to hold <see cref="FifoModel"/> against.</summary>
public static class PublishedIntervals
{
    /// <summary>cnvW2A2 as hand-written RTL in Verilator, all layers: cycles between images by words of every FIFO between layers.</summary>
    public static ImmutableDictionary<int, double> SimulatedRtl { get; } = ImmutableDictionary.CreateRange(
        [KeyValuePair.Create(32, 129_060.0), KeyValuePair.Create(64, 125_536.0), KeyValuePair.Create(128, 123_232.0), KeyValuePair.Create(512, 115_200.0)]);
}
