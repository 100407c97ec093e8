using Fard.Networks.Description;

namespace Fard.Planning.Timing.Fifos;

/// <summary>
/// The units of a dataflow kernel as processes: each goes on until what it needs is not known yet, and yields. Every time is a maximum of earlier ones, so it does not matter in
/// which order the processes are resumed (a Kahn network with bounded FIFOs).
/// </summary>
internal static class FifoUnits
{
    /// <summary>Writes the words of the images, one a cycle.</summary>
    public static IEnumerable<bool> Source(FifoChannel output, long words)
    {
        long time = 0;
        for (long word = 0; word < words; word++)
        {
            while (!output.HasRoom)
                yield return false;
            time = output.Write(time + 1);
        }
    }

    /// <summary>Changes words of <paramref name="from"/> channels to words of <paramref name="to"/>; one word in and one out a cycle.</summary>
    public static IEnumerable<bool> Converter(FifoChannel input, FifoChannel output, int from, int to, long channels)
    {
        long taken = 0, time = 0;
        for (long given = to; given <= channels; given += to)
        {
            for (; taken < given; taken += from)
            {
                while (!input.HasWord)
                    yield return false;
                time = input.Read(from > to ? time : time + 1);
            }

            while (!output.HasRoom)
                yield return false;
            time = output.Write(from > to ? time + 1 : time);
        }
    }

    /// <summary>Fills the rows of a sliding window unit: kernel + 1 of them, a row again when no window needs the one that was there.</summary>
    public static IEnumerable<bool> Rows(LayerDescription layer, FifoChannel input, RowBuffer rows, int images)
    {
        var words = layer.Input.Width * layer.Input.Channels / layer.Simd;
        long time = 0;
        for (var row = 0; row < images * layer.Input.Height; row++)
        {
            while (row - rows.Capacity >= rows.Freed.Count)
                yield return false;
            if (row >= rows.Capacity)
                time = Math.Max(time, rows.Freed[row - rows.Capacity]);
            for (var word = 0; word < words; word++)
            {
                while (!input.HasWord)
                    yield return false;
                time = input.Read(time + 1);
            }

            rows.Arrived.Add(time);
        }
    }

    /// <summary>Matrix-vector-threshold unit behind a sliding window: reads a window in its first neuron fold, and stops while nobody takes its result.</summary>
    public static IEnumerable<bool> Convolution(LayerDescription layer, RowBuffer rows, FifoChannel output, int images)
    {
        long time = 0;
        for (var image = 0; image < images; image++)
        {
            for (var y = 0; y < layer.ConvolutionHeight; y++)
            {
                var needed = (image * layer.Input.Height) + y + layer.KernelSize - 1;
                while (needed >= rows.Arrived.Count)
                    yield return false;
                time = Math.Max(time, rows.Arrived[needed]);
                for (var x = 0; x < layer.ConvolutionWidth; x++)
                {
                    for (var fold = 0; fold < layer.NeuronFold; fold++)
                    {
                        time += layer.SynapseFold;
                        if (fold == 0 && x == layer.ConvolutionWidth - 1)
                            rows.Free(time, y == layer.ConvolutionHeight - 1 ? layer.KernelSize : 1);
                        while (!output.HasRoom)
                            yield return false;
                        time = output.Write(time);
                    }
                }
            }
        }
    }

    /// <summary>The same of a fully connected layer: it reads its input words in the first neuron fold as they come.</summary>
    public static IEnumerable<bool> FullyConnected(LayerDescription layer, FifoChannel input, FifoChannel output, int images)
    {
        long time = 0;
        for (var image = 0; image < images; image++)
        {
            for (var fold = 0; fold < layer.NeuronFold; fold++)
            {
                for (var word = 0; fold == 0 && word < layer.SynapseFold; word++)
                {
                    while (!input.HasWord)
                        yield return false;
                    time = input.Read(time + 1);
                }

                time += fold == 0 ? 0 : layer.SynapseFold;
                while (!output.HasRoom)
                    yield return false;
                time = output.Write(time);
            }
        }
    }

    /// <summary>A 2x2 max pool: a word in a cycle, a word out with the last of four.</summary>
    public static IEnumerable<bool> Pool(LayerDescription layer, FifoChannel input, FifoChannel output, int images)
    {
        long time = 0;
        for (var row = 0; row < images * layer.ConvolutionHeight; row++)
        {
            for (var word = 0; word < layer.ConvolutionWidth * layer.NeuronFold; word++)
            {
                while (!input.HasWord)
                    yield return false;
                time = input.Read(time + 1);
                if (row % layer.ConvolutionHeight % 2 == 0 || word / layer.NeuronFold % 2 == 0)
                    continue;
                while (!output.HasRoom)
                    yield return false;
                time = output.Write(time);
            }
        }
    }

    /// <summary>Takes results, and notes when the last word of each image came.</summary>
    public static IEnumerable<bool> Sink(FifoChannel input, int wordsPerImage, int images, List<long> done)
    {
        long time = 0;
        for (var word = 1; word <= images * wordsPerImage; word++)
        {
            while (!input.HasWord)
                yield return false;
            time = input.Read(time + 1);
            if (word % wordsPerImage == 0)
                done.Add(time);
        }
    }
}

/// <summary>The rows of a sliding window unit: when each was there and when it was free again, counted over all images.</summary>
internal sealed class RowBuffer(int capacity)
{
    public int Capacity => capacity;

    public List<long> Arrived { get; } = [];

    public List<long> Freed { get; } = [];

    public void Free(long time, int rows)
    {
        for (var row = 0; row < rows; row++)
            Freed.Add(time);
    }
}
