using System.Collections.Immutable;
using Fard.Networks.Description;

namespace Fard.Hardware.Hls;

/// <summary>A FIFO between two processes.</summary>
internal sealed record HlsStream(string Name, int Bits);

/// <summary>The processes of a kernel from memory to memory, as lines of the configuration header, and the streams between them.</summary>
internal sealed record HlsChain(ImmutableArray<HlsStream> Streams, ImmutableArray<string> Processes)
{
    /// <summary>Bits of a word in memory.</summary>
    private const int MemoryBits = 64;

    public static HlsChain Of(NetworkDescription network, LayerRange range)
    {
        var builder = new Builder();
        builder.Read();
        for (var index = range.First; index <= range.Last; index++)
            builder.Add(index, network.Layers[index]);
        builder.Write(network.StreamBefore(range.Last + 1));
        return new HlsChain([.. builder.Streams], [.. builder.Processes]);
    }

    private sealed class Builder
    {
        public List<HlsStream> Streams { get; } = [];

        public List<string> Processes { get; } = [];

        private HlsStream Last => Streams[^1];

        public void Read()
        {
            Streams.Add(new HlsStream("memoryWords", MemoryBits));
            Processes.Add($"READ({Last.Name})");
        }

        public void Add(int index, LayerDescription layer)
        {
            var bits = layer.Input.BitsPerElement;
            if (layer.KernelSize > 1)
            {
                var lanes = HlsLayer.WindowLanes(layer);
                Resize($"pixels{index}", lanes * bits, (long)layer.Input.ElementsPerImage * bits);
                Connect("SLIDE", index, $"windows{index}", lanes * bits);
            }

            var pixels = (long)layer.ConvolutionHeight * layer.ConvolutionWidth;
            Resize($"lanes{index}", layer.Simd * bits, pixels * layer.Columns * bits);
            var resultBits = layer.Pe * layer.Output.BitsPerElement;
            Connect("MULTIPLY", index, $"results{index}", resultBits);
            if (layer.MaxPool)
                Connect("POOL", index, $"pooled{index}", resultBits);
        }

        public void Write(StreamFormat output)
        {
            Resize("resultWords", MemoryBits, (long)output.ElementsPerImage * output.BitsPerElement);
            Processes.Add($"WRITE({Last.Name})");
        }

        private void Connect(string process, int layer, string name, int bits)
        {
            Processes.Add($"{process}(Layer{layer}, {Last.Name}, {name})");
            Streams.Add(new HlsStream(name, bits));
        }

        private void Resize(string name, int bits, long bitsPerImage)
        {
            // Words of the same width have no padding here: both widths divide the image or are the memory's.
            if (Last.Bits == bits)
                return;
            Processes.Add($"RESIZE({Last.Name}, {name}, {Last.Bits}, {bits}, {bitsPerImage}u)");
            Streams.Add(new HlsStream(name, bits));
        }
    }
}
