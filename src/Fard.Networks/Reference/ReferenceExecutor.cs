using System.Collections.Immutable;
using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Streams;

namespace Fard.Networks.Reference;

/// <summary>The executor that defines what is right: one multiplication after the other on unpacked values. Slow; every other executor is held to its results.</summary>
public sealed class ReferenceExecutor : INetworkExecutor
{
    private readonly ImmutableArray<ReferenceLayer> _layers;
    private readonly sbyte[] _current, _next;
    private readonly short[] _scores;

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="range"/> is no range of the network's layers.</exception>
    public ReferenceExecutor(NetworkParameters parameters, LayerRange range)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Network = parameters.Network;
        Network.CheckRange(range);
        Range = range;
        Input = Network.StreamBefore(range.First);
        Output = Network.StreamBefore(range.Last + 1);

        var indices = Enumerable.Range(range.First, range.Count);
        _layers = [.. indices.Select(index => new ReferenceLayer(Network.Layers[index], parameters.Layers[index]))];
        var largest = Enumerable.Range(range.First, range.Count + 1).Max(index => Network.StreamBefore(index).ElementsPerImage);
        _current = new sbyte[largest];
        _next = new sbyte[largest];
        _scores = new short[Output.ElementsPerImage];
    }

    public NetworkDescription Network { get; }

    public LayerRange Range { get; }

    public StreamFormat Input { get; }

    public StreamFormat Output { get; }

    public void Execute(ReadOnlySpan<byte> input, Span<byte> output, int imageCount)
    {
        ExecutorArguments.Check(this, input, output, imageCount);
        for (var image = 0; image < imageCount; image++)
            ExecuteImage(input.Slice(image * Input.BytesPerImage, Input.BytesPerImage), output.Slice(image * Output.BytesPerImage, Output.BytesPerImage));
    }

    private void ExecuteImage(ReadOnlySpan<byte> input, Span<byte> output)
    {
        var (current, next) = (_current, _next);
        StreamPacking.Unpack(Input, input, current.AsSpan(0, Input.ElementsPerImage));
        for (var index = 0; index < _layers.Length; index++)
        {
            if (index == _layers.Length - 1 && Output.Element == ElementFormat.Int16)
            {
                _layers[index].ComputeScores(current, _scores);
                StreamPacking.PackScores(Output, _scores, output);
                return;
            }

            _layers[index].Compute(current, next);
            (current, next) = (next, current);
        }

        StreamPacking.Pack(Output, current.AsSpan(0, Output.ElementsPerImage), output);
    }
}
