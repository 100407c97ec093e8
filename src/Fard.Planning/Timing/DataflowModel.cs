using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;
using Fard.Networks.Description;

namespace Fard.Planning.Timing;

/// <summary>
/// Modelled time of a dataflow kernel: all layers of a range at once, each a sliding window unit and a matrix-vector-threshold unit of its own, with
/// FIFOs between them that never fill.
/// </summary>
/// <remarks>
/// Interval: FINN's folding model, (rows / PE) * (columns / SIMD) * output pixels for a layer; the slowest layer decides (Umuroglu et al., FINN, FPGA 2017).
/// For cnvW2A2 that is 115,200 cycles, 868 images/s at 100 MHz; RTL simulation takes exactly that, boards
/// measured 860 images/s (0.9 % less). For cnvW1A1 it is 32,768 cycles, 3,052 images/s; 3,050 were measured.
/// Latency: see <see cref="FillModel"/>; for cnvW2A2 417,968 cycles, 84 (0.02 %) below the 418,052 of RTL simulation.
/// Not modelled: driver, memory and the few cycles of a unit's own pipeline.
/// </remarks>
public static class DataflowModel
{
    /// <summary>Bits that the kernel's memory ports move in a cycle.</summary>
    internal const int PortBits = 64;

    /// <summary>Latency and interval of a range at a clock.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the network, or the clock is not positive.</exception>
    public static KernelTiming TimingOf(NetworkDescription network, LayerRange range, long clockHertz)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(clockHertz);
        return new KernelTiming(LatencyCycles(network, range), IntervalCycles(network, range), clockHertz);
    }

    /// <summary>The timing of a package's kernel, whatever it computes.</summary>
    /// <param name="clockHertz">Another clock than the package's.</param>
    public static KernelTiming TimingOf(BitstreamPackage package, long? clockHertz = null)
    {
        ArgumentNullException.ThrowIfNull(package);
        var clock = clockHertz ?? package.ClockHertz;
        return package.Function?.TimingAt(clock) ?? TimingOf(package.Network, package.Layers, clock);
    }

    /// <summary>Cycles from one image's entry to the next one's while the kernel is never short of images.</summary>
    public static long IntervalCycles(NetworkDescription network, LayerRange range)
    {
        CheckRange(network, range);
        long longest = Math.Max(PortCycles(network.StreamBefore(range.First)), PortCycles(network.StreamBefore(range.Last + 1)));
        for (var layer = range.First; layer <= range.Last; layer++)
            longest = Math.Max(longest, network.Layers[layer].CyclesPerImage);
        return longest;
    }

    /// <summary>Cycles from an image's first input word to its last result, when nothing else is inside.</summary>
    public static long LatencyCycles(NetworkDescription network, LayerRange range)
    {
        CheckRange(network, range);
        var stream = FillModel.Input(network.StreamBefore(range.First), network.Layers[range.First]);
        for (var layer = range.First; layer <= range.Last; layer++)
            stream = FillModel.Through(network.Layers[layer], stream);
        return stream[^1].Last;
    }

    /// <summary>The layer of a range that decides its interval; the first of equals.</summary>
    public static int SlowestLayer(NetworkDescription network, LayerRange range)
    {
        CheckRange(network, range);
        return Enumerable.Range(range.First, range.Count).MaxBy(layer => network.Layers[layer].CyclesPerImage);
    }

    private static long PortCycles(StreamFormat stream) => stream.BytesPerImage * 8L / PortBits;

    private static void CheckRange(NetworkDescription network, LayerRange range)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (range.First < 0 || range.First > range.Last || range.Last >= network.Layers.Length)
            throw new ArgumentOutOfRangeException(nameof(range), range, $"Layers are not within {network.Name}'s {network.WholeRange}.");
    }
}
