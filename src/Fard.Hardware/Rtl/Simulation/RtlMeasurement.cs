using System.Collections.Immutable;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Rtl.Generation;
using Fard.Networks.BitPlanes;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Rtl.Simulation;

/// <summary>Simulates images through a generated kernel and reports cycles, FIFOs and stalls; results are compared with Fard.Networks, bit for bit.</summary>
public static class RtlMeasurement
{
    /// <summary>Measures a layer range.</summary>
    /// <param name="parameters">The network's trained values.</param>
    /// <param name="range">The kernel's layers.</param>
    /// <param name="input">The packed stream into the range, of at least 1 whole image.</param>
    /// <param name="options">How it is built and simulated.</param>
    /// <param name="cancellationToken">Ends the build; a simulation runs to its end.</param>
    /// <exception cref="AcceleratorException">A tool is missing or failed, or the kernel's results are not those of Fard.Networks.</exception>
    public static async Task<RtlReport> MeasureAsync(
        NetworkParameters parameters, LayerRange range, ReadOnlyMemory<byte> input, RtlSimulationOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        var kernel = new RtlKernel(parameters.Network, range, options.Kernel);
        var images = input.Length / (8 * kernel.InputWords);
        using var session = await RtlSession.OpenAsync(kernel, parameters, images, options, cancellationToken).ConfigureAwait(false);
        var output = new byte[8 * kernel.OutputWords * images];
        var counters = await Task.Run(() => session.Run(input.Span, output, images), cancellationToken).ConfigureAwait(false);
        CheckResults(parameters, range, input.Span, output, images);
        return new RtlReport(kernel, images, IdealInterval(parameters.Network, range), counters);
    }

    /// <summary>
    /// Cycles per image of the slowest layer, (rows / PE) (columns / SIMD) x pixels (FINN's folding model), or of the memory port where that is slower.
    /// </summary>
    public static long IdealInterval(NetworkDescription network, LayerRange range)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.CheckRange(range);
        var port = Math.Max(network.StreamBefore(range.First).BytesPerImage, network.StreamBefore(range.Last + 1).BytesPerImage) / 8;
        return Math.Max(port, Enumerable.Range(range.First, range.Count).Max(layer => network.Layers[layer].CyclesPerImage));
    }

    private static void CheckResults(NetworkParameters parameters, LayerRange range, ReadOnlySpan<byte> input, ReadOnlySpan<byte> output, int images)
    {
        var expected = new byte[output.Length];
        new BitPlaneExecutor(parameters, range).Execute(input, expected, images);
        var same = expected.AsSpan().CommonPrefixLength(output);
        if (same == expected.Length)
            return;
        var bytesPerImage = output.Length / images;
        throw new AcceleratorException(
            $"RTL simulation: image {same / bytesPerImage} of layers {range} of {parameters.Network.Name} differs from Fard.Networks' result "
            + $"at byte {same % bytesPerImage}. This is a defect of the generated RTL.");
    }
}

/// <summary>What a simulation of a kernel shows.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Images">Images of the run.</param>
/// <param name="IdealInterval">Cycles per image of the slowest layer.</param>
/// <param name="Counters">What was counted.</param>
public sealed record RtlReport(RtlKernel Kernel, int Images, long IdealInterval, SimulationCounters Counters)
{
    /// <summary>Units from memory to memory with the cycles for which they waited.</summary>
    public ImmutableArray<StageStalls> Stages
    {
        get
        {
            var fifos = Counters.Fifos;
            return
            [
                .. fifos.SelectMany(counters => new[] { counters.Fifo.Before, counters.Fifo.After }).Distinct().Where(unit => unit != "memory")
                    .Select(unit => new StageStalls(
                    unit,
                    fifos.FirstOrDefault(counters => counters.Fifo.After == unit)?.Starved,
                    fifos.FirstOrDefault(counters => counters.Fifo.Before == unit)?.Blocked)),
            ];
        }
    }
}

/// <summary>Cycles for which a unit waited.</summary>
/// <param name="Unit">The unit, such as <c>matrix3</c>.</param>
/// <param name="WaitedForInput">It would have taken a word and there was none; null for a unit without a FIFO before it.</param>
/// <param name="WaitedForRoom">It had a word and there was no room; null for a unit without a FIFO behind it.</param>
public sealed record StageStalls(string Unit, long? WaitedForInput, long? WaitedForRoom);
