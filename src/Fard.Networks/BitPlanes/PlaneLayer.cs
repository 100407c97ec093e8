using System.Buffers.Binary;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Networks.BitPlanes;

/// <summary>One layer: row sums pixel by pixel, thresholds into bit planes, pool.</summary>
internal sealed class PlaneLayer
{
    private readonly LayerDescription _layer;
    private readonly RowSums _rowSums;
    private readonly PlaneMap? _output, _convolution;
    private readonly int[] _sums, _lower, _upper;

    /// <param name="output">The map that it fills; null for a layer of scores.</param>
    public PlaneLayer(LayerDescription layer, LayerParameters parameters, RowSums rowSums, PlaneMap? output)
    {
        _layer = layer;
        _rowSums = rowSums;
        _output = output;
        _convolution = layer.MaxPool
            ? new PlaneMap(layer.ConvolutionHeight, layer.ConvolutionWidth, layer.OutputChannels, layer.OutputElement == ElementFormat.Ternary)
            : output;
        _sums = new int[layer.OutputChannels];
        _lower = Thresholds(0);
        _upper = Thresholds(1);

        int[] Thresholds(int index) => index < parameters.ThresholdsPerRow
            ? [.. Enumerable.Range(0, parameters.Rows).Select(row => parameters.Thresholds(row)[index])]
            : [];
    }

    /// <summary>Fills the output map.</summary>
    public void Execute()
    {
        for (var pixel = 0; pixel < _layer.ConvolutionHeight * _layer.ConvolutionWidth; pixel++)
        {
            _rowSums.Compute(pixel / _layer.ConvolutionWidth, pixel % _layer.ConvolutionWidth, _sums);
            Activate(_convolution!, pixel);
        }

        if (_layer.MaxPool)
            _output!.PoolFrom(_convolution!);
    }

    /// <summary>Writes the sums as 16-bit scores.</summary>
    public void ExecuteScores(Span<byte> scores)
    {
        scores.Clear();
        for (var pixel = 0; pixel < _layer.ConvolutionHeight * _layer.ConvolutionWidth; pixel++)
        {
            _rowSums.Compute(pixel / _layer.ConvolutionWidth, pixel % _layer.ConvolutionWidth, _sums);
            for (var row = 0; row < _sums.Length; row++)
                BinaryPrimitives.WriteInt16LittleEndian(scores[(2 * (pixel * _sums.Length + row))..], (short)_sums[row]);
        }
    }

    private void Activate(PlaneMap map, int pixel)
    {
        for (var word = 0; word < map.WordsPerPixel; word++)
        {
            var index = pixel * map.WordsPerPixel + word;
            var sums = _sums.AsSpan(64 * word, Math.Min(64, _sums.Length - 64 * word));
            var lower = _lower.AsSpan(64 * word, sums.Length);
            ulong sign = 0;
            for (var i = 0; i < sums.Length; i++)
                sign |= (sums[i] <= lower[i] ? 1UL : 0) << i;
            map.Sign[index] = sign;
            if (!map.IsTernary)
                continue;

            var upper = _upper.AsSpan(64 * word, sums.Length);
            var positive = 0UL;
            for (var i = 0; i < sums.Length; i++)
                positive |= (sums[i] > upper[i] ? 1UL : 0) << i;
            map.Nonzero[index] = sign | positive;
        }
    }
}
