using System.Collections.Immutable;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Networks.BitPlanes;

/// <summary>A portable scalar executor: values as bit planes, sums by population counts of 64-bit words. The yardstick of the SIMD executor.</summary>
public sealed class BitPlaneExecutor : INetworkExecutor
{
    private readonly ImmutableArray<PlaneLayer> _layers;
    private readonly byte[] _fixedPointInput;
    private readonly PlaneMap? _inputMap, _outputMap;

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="range"/> is no range of the network's layers.</exception>
    public BitPlaneExecutor(NetworkParameters parameters, LayerRange range)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Network = parameters.Network;
        Network.CheckRange(range);
        Range = range;
        Input = Network.StreamBefore(range.First);
        Output = Network.StreamBefore(range.Last + 1);

        _fixedPointInput = new byte[Input.Element == ElementFormat.Fixed8 ? Input.BytesPerImage : 0];
        _inputMap = CreateMap(Input);
        var layers = ImmutableArray.CreateBuilder<PlaneLayer>(range.Count);
        var map = _inputMap;
        for (var index = range.First; index <= range.Last; index++)
        {
            var (layer, values) = (Network.Layers[index], parameters.Layers[index]);
            RowSums sums = map is null ? new FixedPointRowSums(layer, values, _fixedPointInput) : new PlaneRowSums(layer, values, map);
            map = CreateMap(layer.Output);
            layers.Add(new PlaneLayer(layer, values, sums, map));
        }

        _layers = layers.DrainToImmutable();
        _outputMap = map;
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

    private static PlaneMap? CreateMap(StreamFormat format) => format.Element is ElementFormat.Fixed8 or ElementFormat.Int16 ? null : PlaneMap.Of(format);

    private void ExecuteImage(ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (_inputMap is null)
            input.CopyTo(_fixedPointInput);
        else
            _inputMap.Unpack(input);

        foreach (var layer in _layers.AsSpan()[..^1])
            layer.Execute();
        if (_outputMap is null)
        {
            _layers[^1].ExecuteScores(output);
            return;
        }

        _layers[^1].Execute();
        _outputMap.Pack(output);
    }
}
