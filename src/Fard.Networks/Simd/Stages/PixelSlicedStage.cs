using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Fard.Networks.Description;
using Fard.Networks.Simd.Kernels;
using Fard.Networks.Simd.Layout;
using Fard.Networks.Simd.Maps;

namespace Fard.Networks.Simd.Stages;

/// <summary>
/// A convolution with pixels in lanes: for every vector of pixels (of several images) and every output channel, the planes of the columns whose weight is
/// not zero are counted. The columns' planes are the input planes, shifted; they are made once a vector and block of columns.
/// </summary>
internal sealed unsafe class PixelSlicedStage<TVector, TLanes, TSource> : Stage
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TSource : struct, IBitSource
{
    private readonly PlaneMap _input;
    private readonly ColumnLists _lists;
    private readonly RowThresholds _thresholds;
    private readonly RasterCompaction _compaction;
    private readonly AlignedBuffer _columns, _counts, _numbers, _raw;
    private readonly ColumnSource[] _sources;
    private readonly int _rows, _rawBytes;

    public PixelSlicedStage(LayerDescription layer, PlaneMap input, ColumnLists lists, RowThresholds thresholds, PlaneMap output, int images)
    {
        (_input, _lists, _thresholds, _rows) = (input, lists, thresholds, layer.OutputChannels);
        _rawBytes = RoundUp(images * input.WordsPerImage * 8, TLanes.Bytes);
        var longest = Enumerable.Range(0, lists.Blocks.Length - 1).Max(block => lists.Blocks[block + 1] - lists.Blocks[block]);
        _columns = new AlignedBuffer((longest + 1L) * TSource.PlanesPerColumn * TLanes.Bytes);
        _counts = new AlignedBuffer(BitCounts.Planes * TLanes.Bytes);
        _numbers = new AlignedBuffer((long)_rows * thresholds.Planes * TLanes.Bytes);
        _raw = new AlignedBuffer((long)_rows * thresholds.PerRow * _rawBytes + RasterCompaction.Padding(input.Stride, output));
        _compaction = new RasterCompaction(layer, input.Stride, input.WordsPerImage, _rawBytes, output);
        _sources = [.. Enumerable.Range(0, layer.Columns).Select(column => CreateSource(layer, input, column))];
    }

    public override void Run(byte* input, byte* output, int images)
    {
        var bytes = images * _input.WordsPerImage * 8;
        for (var offset = 0; offset < bytes; offset += TLanes.Bytes)
        {
            var blocks = _lists.Blocks.Length - 1;
            for (var block = 0; block < blocks; block++)
            {
                GatherColumns(_lists.Blocks[block], _lists.Blocks[block + 1], offset);
                Count(block, blocks, offset);
            }
        }

        _compaction.Run(_raw.Pointer, images);
    }

    private static ColumnSource CreateSource(LayerDescription layer, PlaneMap input, int column)
    {
        var window = layer.KernelSize * layer.KernelSize;
        var (channel, position) = (column / window, column % window);
        var bits = position / layer.KernelSize * input.Stride + position % layer.KernelSize;
        return new ColumnSource(input.OffsetOf(channel, 0, bits / 64), bits % 64);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void GatherColumns(int first, int end, int offset)
    {
        var source = _input.Pointer + offset;
        var destination = _columns.Pointer;
        var (copyBytes, planeBytes) = (_input.CopyBytes, _input.CopyBytes * _input.Copies);
        foreach (var column in _sources.AsSpan(first, end - first))
        {
            for (var plane = 0; plane < TSource.PlanesPerColumn; plane++)
            {
                var low = source + column.Offset + plane * planeBytes;
                TLanes.Store(destination, TLanes.Funnel(TLanes.Load(low), TLanes.Load(low + copyBytes), column.Shift));
                destination += TLanes.Bytes;
            }
        }

        for (var plane = 0; plane < TSource.PlanesPerColumn; plane++)
            TLanes.Store(destination + plane * TLanes.Bytes, TLanes.Broadcast(0));
    }

    private void Count(int block, int blocks, int offset)
    {
        byte* columns = _columns.Pointer, counts = _counts.Pointer, numbers = _numbers.Pointer;
        var entries = (ushort*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_lists.Entries));
        var numberBytes = _thresholds.Planes * TLanes.Bytes;
        var row = 0;
        foreach (var list in _lists.OfBlock(block))
        {
            BitCounter<TVector, TLanes, TSource>.Count(columns, entries + list.Start, list.MinusUnits, list.PlusUnits, counts);
            if (blocks == 1)
            {
                Compare(row, counts, offset);
            }
            else
            {
                var number = numbers + row * numberBytes;
                if (block == 0)
                    LaneNumbers<TVector, TLanes>.Extend(number, _thresholds.Planes, counts);
                else
                    LaneNumbers<TVector, TLanes>.Add(number, _thresholds.Planes, counts);
                if (block == blocks - 1)
                    Compare(row, number, offset);
            }

            row++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Compare(int row, byte* number, int offset)
    {
        var masks = (ulong*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_thresholds.Masks));
        for (var index = row * _thresholds.PerRow; index < (row + 1) * _thresholds.PerRow; index++)
        {
            var greater = LaneNumbers<TVector, TLanes>.GreaterThanMask(number, _thresholds.Planes, masks + index * _thresholds.Planes);
            TLanes.Store(_raw.Pointer + (long)index * _rawBytes + offset, greater);
        }
    }

    private static int RoundUp(int value, int unit) => (value + unit - 1) / unit * unit;

    /// <param name="Offset">Byte offset of the column's first plane, in the copy that holds its first bit's word.</param>
    /// <param name="Shift">The bit within that word.</param>
    private readonly record struct ColumnSource(int Offset, int Shift);
}
