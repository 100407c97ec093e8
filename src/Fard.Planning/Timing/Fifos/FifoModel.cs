using Fard.Networks.Description;

namespace Fard.Planning.Timing.Fifos;

/// <summary>The time of a dataflow kernel with FIFOs of a depth.</summary>
/// <param name="LatencyCycles">Of the first image.</param>
/// <param name="IntervalCycles">Between images once the kernel is full.</param>
public sealed record FifoTiming(double LatencyCycles, double IntervalCycles);

/// <summary>
/// What shallow FIFOs cost: every word of every stream is followed through sliding windows, matrix-vector units and pools that stop where a FIFO is full or empty.
/// <see cref="DataflowModel"/> is the same with FIFOs that never fill.
/// </summary>
/// <remarks>
/// A layer can fill its first rows for the next image only from the FIFO in front of it, while it computes its last pixels of this one. A FIFO that is too shallow for these
/// rows makes it wait for the layer before, every image. The FIFO is in front of the width converter of its layer, its words those of the layer before (PE channels): so
/// the simulated RTL must have had it, whose interval grows by 36 cycles, layer 2's time for such a word, with every word less.
/// Not modelled: the few cycles of a unit's own pipeline.
/// </remarks>
public static class FifoModel
{
    // Where a layer behind the slowest waits for its first words, a queue in front of it makes up for it only over many images.
    private const int WarmUpImages = 32, MeasuredImages = 8, RegisterDepth = 2;

    /// <summary>Times of a range of layers.</summary>
    /// <param name="network">The network, with its folding.</param>
    /// <param name="range">The layers.</param>
    /// <param name="depth">Words of the FIFO between two layers, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the network, or the depth is below 2.</exception>
    public static FifoTiming TimingOf(NetworkDescription network, LayerRange range, int depth)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.CheckRange(range);
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, RegisterDepth);
        const int images = WarmUpImages + MeasuredImages;
        var done = new List<long>(images);
        Run(Units(network, range, depth, images, done));
        return new FifoTiming(done[0], (double)(done[^1] - done[WarmUpImages - 1]) / MeasuredImages);
    }

    private static List<IEnumerator<bool>> Units(NetworkDescription network, LayerRange range, int depth, int images, List<long> done)
    {
        var units = new List<IEnumerator<bool>>();
        var first = network.Layers[range.First];
        var stream = new FifoChannel(depth);
        Add(FifoUnits.Source(stream, (long)images * first.Input.ElementsPerImage / first.Simd));
        var channels = first.Simd;
        for (var index = range.First; index <= range.Last; index++)
        {
            var layer = network.Layers[index];
            if (channels != layer.Simd)
            {
                var converted = new FifoChannel(RegisterDepth);
                Add(FifoUnits.Converter(stream, converted, channels, layer.Simd, (long)images * layer.Input.ElementsPerImage));
                stream = converted;
            }

            var results = new FifoChannel(layer.MaxPool ? 1 : depth);
            if (layer.KernelSize > 1)
            {
                var rows = new RowBuffer(layer.KernelSize + 1);
                Add(FifoUnits.Rows(layer, stream, rows, images));
                Add(FifoUnits.Convolution(layer, rows, results, images));
            }
            else
            {
                Add(FifoUnits.FullyConnected(layer, stream, results, images));
            }

            (stream, channels) = (results, layer.Pe);
            if (layer.MaxPool)
            {
                stream = new FifoChannel(depth);
                Add(FifoUnits.Pool(layer, results, stream, images));
            }
        }

        var last = network.Layers[range.Last];
        Add(FifoUnits.Sink(stream, last.Output.ElementsPerImage / last.Pe, images, done));
        return units;

        void Add(IEnumerable<bool> unit) => units.Add(unit.GetEnumerator());
    }

    private static void Run(List<IEnumerator<bool>> units)
    {
        while (units.Count > 0)
            units.RemoveAll(unit => !unit.MoveNext());
    }
}
