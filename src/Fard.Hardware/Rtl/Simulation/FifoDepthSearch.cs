using System.Collections.Immutable;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Rtl.Generation;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Rtl.Simulation;

/// <summary>
/// Finds the smallest depths of the FIFOs between units with which a kernel still reaches the interval that it has with deep ones. One build: a simulated FIFO
/// takes a limit at run time.
/// </summary>
/// <remarks>
/// FIFO by FIFO, from memory to memory, by bisection, with those before it at their smallest and those behind it deep. That the interval never
/// gets worse with a deeper FIFO is what makes bisection valid. The movers' own FIFOs keep their depths.
/// </remarks>
public static class FifoDepthSearch
{
    private const int Smallest = 2;

    /// <summary>Searches for a layer range.</summary>
    /// <param name="parameters">The network's trained values; they do not change the cycles.</param>
    /// <param name="range">The kernel's layers.</param>
    /// <param name="input">The packed stream into the range: enough images to reach the steady state, at least 2.</param>
    /// <param name="deepest">The depth up to which is searched.</param>
    /// <param name="tolerance">By which part of it the interval may be above the one with deep FIFOs.</param>
    /// <param name="options">How the kernel is built and simulated; depths in it are not used.</param>
    /// <param name="progress">Is told of every simulation, or null.</param>
    /// <param name="cancellationToken">Takes effect between two simulations.</param>
    /// <exception cref="AcceleratorException">A tool is missing or failed.</exception>
    public static async Task<FifoDepths> SearchAsync(
        NetworkParameters parameters,
        LayerRange range,
        ReadOnlyMemory<byte> input,
        int deepest,
        double tolerance,
        RtlSimulationOptions options,
        Action<FifoTrial>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(deepest, Smallest);
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        options = options with { Kernel = options.Kernel with { PixelDepth = deepest, WindowDepth = deepest, Depths = ImmutableDictionary<string, int>.Empty } };
        var kernel = new RtlKernel(parameters.Network, range, options.Kernel);
        var images = input.Length / (8 * kernel.InputWords);
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 2, nameof(input));
        using var session = await RtlSession.OpenAsync(kernel, parameters, images, options, cancellationToken).ConfigureAwait(false);
        var search = new Search(session, input, images, progress);
        return await Task.Run(() => search.Run(tolerance, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private sealed class Search(RtlSession session, ReadOnlyMemory<byte> input, int images, Action<FifoTrial>? progress)
    {
        private readonly ImmutableArray<RtlFifo> _fifos = session.Kernel.Fifos;
        private readonly byte[] _output = new byte[8 * session.Kernel.OutputWords * images];
        private SimulationCounters? _counters;
        private int _trials;

        public FifoDepths Run(double tolerance, CancellationToken cancellationToken)
        {
            int[] depths = [.. _fifos.Select(fifo => fifo.Depth)];
            var reachable = Interval(depths);
            var goal = reachable * (1 + tolerance);
            // A FIFO that holds as much as it ever held never blocks.
            for (var i = 1; i < _fifos.Length - 1; i++)
                depths[i] = Math.Max(Smallest, _counters!.Fifos[i].HighWater);
            // The FIFOs between a sliding window and its matrix unit hardly ever matter: all of them at once first.
            var windows = Enumerable.Range(1, _fifos.Length - 2).Where(i => _fifos[i].Name.EndsWith("_windows", StringComparison.Ordinal)).ToList();
            var shallow = Replaced(depths, windows, Smallest);
            if (windows.Count > 0 && Interval(shallow) <= goal)
                depths = shallow;
            else
                windows = [];

            for (var i = 1; i < _fifos.Length - 1; i++)
            {
                if (windows.Contains(i))
                    continue;
                var (least, enough) = (Smallest, depths[i]);
                while (least < enough)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var tried = least == Smallest ? Smallest : (least + enough) / 2;
                    if (Interval(Replaced(depths, [i], tried)) <= goal)
                        enough = tried;
                    else
                        least = tried + 1;
                }

                depths[i] = enough;
            }

            return new FifoDepths(reachable, Interval(depths), _trials, [.. _fifos.Select((fifo, i) => fifo with { Depth = depths[i] })]);
        }

        private static int[] Replaced(int[] depths, IEnumerable<int> which, int depth)
        {
            int[] replaced = [.. depths];
            foreach (var i in which)
                replaced[i] = depth;
            return replaced;
        }

        private double Interval(int[] depths)
        {
            _counters = session.Run(input.Span, _output, images, [.. depths]);
            var interval = _counters.Interval!.Value;
            _trials++;
            progress?.Invoke(new FifoTrial(_trials, [.. depths], interval));
            return interval;
        }
    }
}

/// <summary>One simulation of a search.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Depths">Depths in the order of the kernel's FIFOs.</param>
/// <param name="Interval">Cycles per image.</param>
public sealed record FifoTrial(int Number, ImmutableArray<int> Depths, double Interval);

/// <summary>What a search found.</summary>
/// <param name="ReachableInterval">Cycles per image with deep FIFOs.</param>
/// <param name="Interval">Cycles per image with the depths that were found.</param>
/// <param name="Simulations">How many simulations it took.</param>
/// <param name="Fifos">The FIFOs with these depths.</param>
public sealed record FifoDepths(double ReachableInterval, double Interval, int Simulations, ImmutableArray<RtlFifo> Fifos);
