using System.Collections.Immutable;
using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Simd.Kernels;
using Fard.Networks.Simd.Maps;

namespace Fard.Networks.Simd.Layout;

/// <summary>
/// A layer's weights and thresholds for output channels in lanes: a vector a column and plane (weight &gt;= 0, weight &gt; 0; weight &gt; 0 alone where bits
/// are counted), in the order chunk of lanes, window position (ky, kx), channel block, channel; a column of zeros ends each block.
/// </summary>
internal sealed unsafe class WeightPlanes
{
    private readonly AlignedBuffer _weights, _masks;
    private readonly int _columnBytes, _vectorBytes, _windowBytes, _chunkBytes, _thresholds;

    public WeightPlanes(LayerDescription layer, LayerParameters parameters, int planesPerColumn, int vectorBytes)
    {
        var lanes = 8 * vectorBytes;
        var (channels, window) = (layer.Input.Channels, layer.KernelSize * layer.KernelSize);
        Blocks = ColumnBlocks.Cut(channels, planesPerColumn, vectorBytes);
        Chunks = (layer.OutputChannels + lanes - 1) / lanes;
        Planes = ThresholdMasks.PlanesFor(layer.Columns);
        (_vectorBytes, _columnBytes, _thresholds) = (vectorBytes, planesPerColumn * vectorBytes, layer.ThresholdsPerRow);
        _windowBytes = (channels + Blocks.Length - 1) * _columnBytes;
        _chunkBytes = window * _windowBytes;
        _weights = new AlignedBuffer((long)Chunks * _chunkBytes);
        _masks = new AlignedBuffer((long)Chunks * _thresholds * Planes * vectorBytes);
        for (var row = 0; row < layer.OutputChannels; row++)
        {
            var (chunk, lane) = (row / lanes, row % lanes);
            var weights = parameters.Weights(row);
            for (var position = 0; position < window; position++)
            {
                for (var block = 0; block < Blocks.Length - 1; block++)
                {
                    for (var channel = Blocks[block]; channel < Blocks[block + 1]; channel++)
                    {
                        var column = Weights(chunk, position, block) + (channel - Blocks[block]) * _columnBytes;
                        var weight = weights[position * channels + channel];
                        if (planesPerColumn == 2)
                            Set(column, lane, weight >= 0);
                        Set(column + _columnBytes - vectorBytes, lane, weight > 0);
                    }
                }
            }

            for (var index = 0; index < _thresholds; index++)
            {
                for (var plane = 0; plane < Planes; plane++)
                    Set(Masks(chunk, index) + plane * vectorBytes, lane, ThresholdMasks.IsSet(parameters.Thresholds(row)[index], plane, Planes));
            }
        }
    }

    /// <summary>First channel of each block, with the number of channels behind the last.</summary>
    public ImmutableArray<int> Blocks { get; }

    /// <summary>Vectors that the output channels take.</summary>
    public int Chunks { get; }

    /// <summary>Planes of a lane's number.</summary>
    public int Planes { get; }

    public byte* Weights(int chunk, int position, int block) =>
        _weights.Pointer + (long)chunk * _chunkBytes + (long)position * _windowBytes + (Blocks[block] + block) * _columnBytes;

    /// <summary>The masks (<see cref="ThresholdMasks"/>) of a threshold, a vector a plane.</summary>
    public byte* Masks(int chunk, int threshold) => _masks.Pointer + ((long)chunk * _thresholds + threshold) * Planes * _vectorBytes;

    private static void Set(byte* plane, int lane, bool value)
    {
        if (value)
            plane[lane >> 3] |= (byte)(1 << (lane & 7));
    }
}
