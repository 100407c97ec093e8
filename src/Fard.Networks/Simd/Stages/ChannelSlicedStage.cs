using System.Runtime.CompilerServices;
using Fard.Networks.Description;
using Fard.Networks.Simd.Kernels;
using Fard.Networks.Simd.Layout;
using Fard.Networks.Simd.Maps;

namespace Fard.Networks.Simd.Stages;

/// <summary>
/// A layer with output channels in lanes: for every output pixel, the weight planes of the channels whose activation is not zero are counted. The better
/// orientation for small maps, and the one that yields scores.
/// </summary>
internal sealed unsafe class ChannelSlicedStage<TVector, TLanes, TSource> : Stage
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TSource : struct, IBitSource
{
    private readonly LayerDescription _layer;
    private readonly WeightPlanes _weights;
    private readonly ChannelLists _lists;
    private readonly PixelMap? _output;
    private readonly AlignedBuffer _counts, _number, _result, _transposed;
    private readonly int _outputBytes;

    /// <param name="output">Where the values go; null for scores, which go to the output stream.</param>
    public ChannelSlicedStage(LayerDescription layer, PixelMap input, WeightPlanes weights, PixelMap? output)
    {
        (_layer, _weights, _output, _outputBytes) = (layer, weights, output, layer.Output.BytesPerImage);
        _lists = new ChannelLists(input, weights.Blocks, TSource.PlanesPerColumn * TLanes.Bytes, TSource.EntriesPerUnit);
        _counts = new AlignedBuffer(BitCounts.Planes * TLanes.Bytes);
        _number = new AlignedBuffer((long)weights.Planes * TLanes.Bytes);
        _result = new AlignedBuffer(TLanes.Bytes);
        _transposed = new AlignedBuffer(64 * sizeof(ulong));
    }

    public override void Run(byte* input, byte* output, int images)
    {
        for (var image = 0; image < images; image++)
        {
            _lists.Collect(image);
            for (var y = 0; y < _layer.ConvolutionHeight; y++)
            {
                for (var x = 0; x < _layer.ConvolutionWidth; x++)
                {
                    for (var chunk = 0; chunk < _weights.Chunks; chunk++)
                    {
                        Accumulate(y, x, chunk);
                        if (_output is null)
                            WriteScores((short*)(output + (long)image * _outputBytes), y * _layer.ConvolutionWidth + x, chunk);
                        else
                            Compare(_output, image, y, x, chunk);
                    }
                }
            }
        }
    }

    private void Accumulate(int y, int x, int chunk)
    {
        // What the lanes count exceeds the sum by the +1 less the -1 activations, or falls short of the agreeing bits by the -1 activations.
        var xnor = _layer.Accumulation == Accumulation.XnorPopcount;
        var correction = 0;
        for (var position = 0; position < _layer.KernelSize * _layer.KernelSize; position++)
        {
            var excess = _lists.ExcessOf(PixelAt(y, x, position));
            correction += xnor ? (_layer.Input.Channels - excess) / 2 : -excess;
        }

        LaneNumbers<TVector, TLanes>.Fill(_number.Pointer, _weights.Planes, correction);
        for (var position = 0; position < _layer.KernelSize * _layer.KernelSize; position++)
        {
            var pixel = PixelAt(y, x, position);
            for (var block = 0; block < _lists.BlockCount; block++)
            {
                var list = _lists.Of(pixel, block);
                BitCounter<TVector, TLanes, TSource>.Count(
                    _weights.Weights(chunk, position, block), _lists.Entries + list.Start, list.MinusUnits, list.PlusUnits, _counts.Pointer);
                LaneNumbers<TVector, TLanes>.Add(_number.Pointer, _weights.Planes, _counts.Pointer);
            }
        }
    }

    private int PixelAt(int y, int x, int position) => (y + position / _layer.KernelSize) * _layer.Input.Width + x + position % _layer.KernelSize;

    private void Compare(PixelMap output, int image, int y, int x, int chunk)
    {
        var pixel = _layer.MaxPool ? y / 2 * (_layer.ConvolutionWidth / 2) + x / 2 : y * _layer.ConvolutionWidth + x;
        var isFirstOfPixel = !_layer.MaxPool || (y % 2 == 0 && x % 2 == 0);
        var firstWord = chunk * TLanes.Bytes / 8;
        var words = Math.Min(TLanes.Bytes / 8, output.WordsPerPlane - firstWord);
        for (var plane = 0; plane < output.Planes; plane++)
        {
            Compare(chunk, plane);
            var source = (ulong*)_result.Pointer;
            var destination = output.At(image, pixel, plane) + firstWord;
            for (var word = 0; word < words; word++)
                destination[word] = isFirstOfPixel ? source[word] : destination[word] | source[word];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Compare(int chunk, int plane) =>
        TLanes.Store(_result.Pointer, LaneNumbers<TVector, TLanes>.GreaterThanMasks(_number.Pointer, _weights.Planes, _weights.Masks(chunk, plane)));

    private void WriteScores(short* scores, int pixel, int chunk)
    {
        var number = (ulong*)_number.Pointer;
        var rows = (ulong*)_transposed.Pointer;
        for (var word = 0; word < TLanes.Bytes / 8; word++)
        {
            var channel = (chunk * TLanes.Bytes + word * 8) * 8;
            if (channel >= _layer.OutputChannels)
                break;
            for (var plane = 0; plane < 64; plane++)
                rows[plane] = plane < 16 ? number[Math.Min(plane, _weights.Planes - 1) * (TLanes.Bytes / 8) + word] : 0;
            BitTranspose.Transpose64(rows);
            for (var lane = 0; lane < Math.Min(64, _layer.OutputChannels - channel); lane++)
                scores[pixel * _layer.OutputChannels + channel + lane] = (short)rows[lane];
        }

        var written = (pixel + 1) * _layer.OutputChannels * sizeof(short);
        if (pixel == _layer.ConvolutionHeight * _layer.ConvolutionWidth - 1)
            new Span<byte>((byte*)scores + written, _outputBytes - written).Clear();
    }
}
