using System.Runtime.CompilerServices;
using Fard.Networks.Description;
using Fard.Networks.Simd.Kernels;
using Fard.Networks.Simd.Layout;
using Fard.Networks.Simd.Maps;

namespace Fard.Networks.Simd.Stages;

/// <summary>
/// The first layer of the convolutional networks, fixed-point bytes in: 16-bit lanes are pixels of one row, columns with weight +1 are added, those with -1
/// subtracted.
/// </summary>
internal sealed unsafe class FixedPointStage<TVector, TLanes> : Stage
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    private readonly FixedPointLists _lists;
    private readonly RasterCompaction _compaction;
    private readonly AlignedBuffer _channel, _values, _raw;
    private readonly int _rows, _columns, _channels, _kernel, _resultRows, _inputBytes;
    private readonly int _channelRowBytes, _rowBytes, _wordsPerImage, _planeBytes, _planes;

    public FixedPointStage(LayerDescription layer, FixedPointLists lists, PlaneMap output, int images)
    {
        _lists = lists;
        (_rows, _columns, _channels, _inputBytes) = (layer.Input.Height, layer.Input.Width, layer.Input.Channels, layer.Input.BytesPerImage);
        (_kernel, _resultRows, _planes) = (layer.KernelSize, layer.ConvolutionHeight, layer.ThresholdsPerRow);
        _rowBytes = lists.RowBytes;
        // Shifted vectors are read from a row, up to the vector that holds its last value.
        _channelRowBytes = _rowBytes + (_kernel * sizeof(short) + TLanes.Bytes - 1) / TLanes.Bytes * TLanes.Bytes;
        _channel = new AlignedBuffer((long)_rows * _channelRowBytes);
        _values = new AlignedBuffer((long)_channels * _kernel * _rows * _rowBytes);
        _wordsPerImage = (_resultRows * _rowBytes / 2 + 63) / 64;
        _planeBytes = images * _wordsPerImage * 8;
        _raw = new AlignedBuffer((long)layer.OutputChannels * _planes * _planeBytes + RasterCompaction.Padding(_rowBytes / 2, output));
        _compaction = new RasterCompaction(layer, _rowBytes / 2, _wordsPerImage, _planeBytes, output);
    }

    public override void Run(byte* input, byte* output, int images)
    {
        fixed (int* offsets = _lists.Offsets)
        fixed (short* thresholds = _lists.Thresholds)
        {
            for (var image = 0; image < images; image++)
            {
                for (var channel = 0; channel < _channels; channel++)
                    Widen((sbyte*)input + (long)image * _inputBytes, channel);
                var masks = _raw.Pointer + image * _wordsPerImage * 8;
                for (var row = 0; row < _lists.Rows.Length; row++, masks += _planes * _planeBytes)
                {
                    var list = _lists.Rows[row];
                    FixedPointKernel<TVector, TLanes>.Compute(
                        _values.Pointer, _rowBytes, _resultRows, offsets + list.Start, list.PlusCount, list.MinusCount,
                        thresholds + row * _planes, masks, _planes == 2 ? masks + _planeBytes : null);
                }
            }
        }

        _compaction.Run(_raw.Pointer, images);
    }

    /// <summary>Makes a channel's planes of 16-bit values, one for each kx, shifted kx pixels to the left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Widen(sbyte* image, int channel)
    {
        var (rows, columns, channels, rowBytes, channelRowBytes) = (_rows, _columns, _channels, _rowBytes, _channelRowBytes);
        var source = image + channel;
        var destination = (short*)_channel.Pointer;
        var width = Math.Min(columns, channelRowBytes / sizeof(short));
        for (var y = 0; y < rows; y++, destination += channelRowBytes / sizeof(short))
        {
            for (var x = 0; x < width; x++)
                destination[x] = source[(y * columns + x) * channels];
        }

        var values = _values.Pointer + channel * _kernel * rows * rowBytes;
        for (var kx = 0; kx < _kernel; kx++)
        {
            var shifted = _channel.Pointer + kx * sizeof(short);
            for (var y = 0; y < rows; y++, values += rowBytes, shifted += channelRowBytes)
            {
                for (var x = 0; x < rowBytes; x += TLanes.Bytes)
                    TLanes.Store(values + x, TLanes.Load(shifted + x));
            }
        }
    }
}
