using System.Runtime.CompilerServices;
using Fard.Networks.Description;
using Fard.Networks.Simd.Kernels;
using Fard.Networks.Simd.Layout;
using Fard.Networks.Simd.Maps;

namespace Fard.Networks.Simd.Stages;

/// <summary>
/// The first layer of the convolutional networks, fixed-point bytes in: 16-bit lanes are pixels of one row, columns with weight +1 are added, those with -1
/// subtracted. A comparison's mask bits are the pixel planes that the next layer reads.
/// </summary>
internal sealed unsafe class FixedPointStage<TVector, TLanes> : Stage
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    private readonly LayerDescription _layer;
    private readonly FixedPointLists _lists;
    private readonly RasterCompaction _compaction;
    private readonly AlignedBuffer _values, _raw;
    private readonly int _rowBytes, _wordsPerImage, _planeBytes;

    public FixedPointStage(LayerDescription layer, FixedPointLists lists, PlaneMap output, int images)
    {
        (_layer, _lists) = (layer, lists);
        _rowBytes = FixedPointLists.RowBytes(layer, TLanes.Bytes);
        _values = new AlignedBuffer((long)layer.Input.Channels * layer.KernelSize * layer.Input.Height * _rowBytes);
        _wordsPerImage = (layer.ConvolutionHeight * _rowBytes / 2 + 63) / 64;
        _planeBytes = images * _wordsPerImage * 8;
        _raw = new AlignedBuffer((long)layer.OutputChannels * layer.ThresholdsPerRow * _planeBytes);
        _compaction = new RasterCompaction(layer, _rowBytes / 2, _wordsPerImage, _planeBytes, output);
    }

    public override void Run(byte* input, byte* output, int images)
    {
        for (var image = 0; image < images; image++)
        {
            Widen(input + (long)image * _layer.Input.BytesPerImage);
            for (var row = 0; row < _layer.OutputChannels; row++)
                Compute(row, _raw.Pointer + (long)row * _layer.ThresholdsPerRow * _planeBytes + image * _wordsPerImage * 8);
        }

        _compaction.Run(_raw.Pointer, images);
    }

    /// <summary>One plane of 16-bit values a channel and kx, shifted kx pixels to the left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Widen(byte* image)
    {
        var (format, kernel, width) = (_layer.Input, _layer.KernelSize, _layer.ConvolutionWidth);
        for (var channel = 0; channel < format.Channels; channel++)
        {
            for (var kx = 0; kx < kernel; kx++)
            {
                for (var y = 0; y < format.Height; y++)
                {
                    var source = (sbyte*)image + (y * format.Width + kx) * format.Channels + channel;
                    var destination = (short*)(_values.Pointer + ((channel * kernel + kx) * format.Height + y) * _rowBytes);
                    for (var x = 0; x < width; x++, source += format.Channels)
                        destination[x] = *source;
                }
            }
        }
    }

    /// <summary>Writes the mask bits of one output channel, the planes of its thresholds <see cref="_planeBytes"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Compute(int row, byte* raw)
    {
        var list = _lists.Rows[row];
        fixed (int* offsets = _lists.Offsets)
        {
            for (var x = 0; x < _rowBytes; x += TLanes.Bytes)
            {
                var y = 0;
                for (; y + 4 <= _layer.ConvolutionHeight; y += 4)
                    ComputeFourRows(row, offsets + list.Start, list.PlusCount, list.MinusCount, y, x, raw);
                for (; y < _layer.ConvolutionHeight; y++)
                    ComputeRow(row, offsets + list.Start, list.PlusCount, list.MinusCount, y, x, raw);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ComputeFourRows(int row, int* offsets, int plusCount, int minusCount, int y, int x, byte* raw)
    {
        var a = TLanes.Broadcast(0);
        TVector b = a, c = a, d = a;
        var start = _values.Pointer + y * _rowBytes + x;
        for (var end = offsets + plusCount; offsets < end; offsets++)
        {
            var source = start + *offsets;
            a = TLanes.AddInt16(a, TLanes.Load(source));
            b = TLanes.AddInt16(b, TLanes.Load(source + _rowBytes));
            c = TLanes.AddInt16(c, TLanes.Load(source + 2 * _rowBytes));
            d = TLanes.AddInt16(d, TLanes.Load(source + 3 * _rowBytes));
        }

        for (var end = offsets + minusCount; offsets < end; offsets++)
        {
            var source = start + *offsets;
            a = TLanes.SubtractInt16(a, TLanes.Load(source));
            b = TLanes.SubtractInt16(b, TLanes.Load(source + _rowBytes));
            c = TLanes.SubtractInt16(c, TLanes.Load(source + 2 * _rowBytes));
            d = TLanes.SubtractInt16(d, TLanes.Load(source + 3 * _rowBytes));
        }

        Compare(row, a, y, x, raw);
        Compare(row, b, y + 1, x, raw);
        Compare(row, c, y + 2, x, raw);
        Compare(row, d, y + 3, x, raw);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ComputeRow(int row, int* offsets, int plusCount, int minusCount, int y, int x, byte* raw)
    {
        var sum = TLanes.Broadcast(0);
        var start = _values.Pointer + y * _rowBytes + x;
        for (var end = offsets + plusCount; offsets < end; offsets++)
            sum = TLanes.AddInt16(sum, TLanes.Load(start + *offsets));
        for (var end = offsets + minusCount; offsets < end; offsets++)
            sum = TLanes.SubtractInt16(sum, TLanes.Load(start + *offsets));
        Compare(row, sum, y, x, raw);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Compare(int row, TVector sum, int y, int x, byte* raw)
    {
        var destination = raw + (y * _rowBytes + x) / 16;
        for (var index = 0; index < _layer.ThresholdsPerRow; index++, destination += _planeBytes)
        {
            var bits = TLanes.GreaterInt16(sum, TLanes.BroadcastInt16(_lists.Thresholds[row * _layer.ThresholdsPerRow + index]));
            if (TLanes.Bytes == 64)
                *(uint*)destination = bits;
            else if (TLanes.Bytes == 32)
                *(ushort*)destination = (ushort)bits;
            else
                *destination = (byte)bits;
        }
    }
}
