using System.Collections.Immutable;
using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Simd.Kernels;

namespace Fard.Networks.Simd.Layout;

/// <summary>
/// A layer's weights for pixels in lanes: per column block and row, the byte offsets of the columns to subtract (weight -1) and to add (weight +1).
/// Weights that are zero do not appear. Here columns run (channel, ky, kx), so that a block reads few channels.
/// </summary>
internal sealed class ColumnLists
{
    private readonly SignedLists[] _lists;
    private readonly int _rows;

    public ColumnLists(LayerDescription layer, LayerParameters parameters, int planesPerColumn, int entriesPerUnit, int vectorBytes)
    {
        _rows = layer.OutputChannels;
        Blocks = ColumnBlocks.Cut(layer.Columns, planesPerColumn, vectorBytes);
        _lists = new SignedLists[(Blocks.Length - 1) * _rows];
        var entries = new List<ushort>();
        var window = layer.KernelSize * layer.KernelSize;
        for (var block = 0; block < Blocks.Length - 1; block++)
        {
            var (first, end) = (Blocks[block], Blocks[block + 1]);
            for (var row = 0; row < _rows; row++)
            {
                var start = entries.Count;
                var units = new int[2];
                for (var pass = 0; pass < 2; pass++)
                {
                    var before = entries.Count;
                    var weights = parameters.Weights(row);
                    for (var column = first; column < end; column++)
                    {
                        if (weights[column % window * layer.Input.Channels + column / window] == (pass == 0 ? -1 : 1))
                            entries.Add(checked((ushort)((column - first) * planesPerColumn * vectorBytes)));
                    }

                    // The column behind the block's last is all zeros.
                    while ((entries.Count - before) % entriesPerUnit != 0)
                        entries.Add(checked((ushort)((end - first) * planesPerColumn * vectorBytes)));
                    units[pass] = (entries.Count - before) / entriesPerUnit;
                }

                _lists[block * _rows + row] = new SignedLists(start, units[0], units[1]);
            }
        }

        // Pinned, because kernels read it through pointers.
        Entries = GC.AllocateUninitializedArray<ushort>(entries.Count, pinned: true);
        entries.CopyTo(Entries);
    }

    /// <summary>First column of each block, with the number of columns behind the last.</summary>
    public ImmutableArray<int> Blocks { get; }

    public ushort[] Entries { get; }

    /// <summary>The lists of a block, a row each.</summary>
    public ReadOnlySpan<SignedLists> OfBlock(int block) => _lists.AsSpan(block * _rows, _rows);
}
