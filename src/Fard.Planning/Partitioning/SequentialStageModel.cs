using System.Collections.Immutable;
using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Resources;

namespace Fard.Planning.Partitioning;

/// <summary>One layer, or block, of a <see cref="SequentialStageModel"/>.</summary>
/// <param name="Name">Such as <c>layer1.0</c>.</param>
/// <param name="Cycles">Clock cycles for one image.</param>
/// <param name="OutputBytes">Bytes of its result.</param>
/// <param name="WeightBytes">Bytes of DRAM that it needs on its board.</param>
public sealed record SequentialLayer(string Name, double Cycles, long OutputBytes, long WeightBytes = 0);

/// <summary>
/// A network on boards with one accelerator each that computes layer after layer (M-KUBOS, VTA): times add up, and the accelerator is the same whatever the layers,
/// so that only DRAM bounds what a board holds.
/// </summary>
public sealed class SequentialStageModel : IStageModel
{
    private readonly ImmutableArray<SequentialLayer> _layers;
    private readonly long _inputBytes;
    private readonly double _cyclesPerByte;
    private readonly double[] _cycles;
    private readonly long[] _weights;

    /// <param name="name">The network's name.</param>
    /// <param name="layers">In order, at least one.</param>
    /// <param name="inputBytes">Bytes of an image into the first.</param>
    /// <param name="cyclesPerByte">Cycles that a board spends on every byte it receives and on every byte it sends, computing meanwhile nothing.</param>
    public SequentialStageModel(string name, ImmutableArray<SequentialLayer> layers, long inputBytes, double cyclesPerByte = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cyclesPerByte);
        if (layers.IsDefaultOrEmpty)
            throw new ArgumentException("A network has at least one layer.", nameof(layers));
        (Name, _layers, _inputBytes, _cyclesPerByte) = (name, layers, inputBytes, cyclesPerByte);
        _cycles = new double[layers.Length + 1];
        _weights = new long[layers.Length + 1];
        for (var i = 0; i < layers.Length; i++)
        {
            _cycles[i + 1] = _cycles[i] + layers[i].Cycles;
            _weights[i + 1] = _weights[i] + layers[i].WeightBytes;
        }
    }

    public string Name { get; }

    public int LayerCount => _layers.Length;

    public bool TimesAddUp => true;

    public string LayerName(int layer) => _layers[layer].Name;

    public long BytesBefore(int layer) => layer == 0 ? _inputBytes : _layers[layer - 1].OutputBytes;

    public double LayerSeconds(BoardDescription board, int layer) => _layers[layer].Cycles / board.ClockHertz;

    public StageCost CostOf(BoardDescription board, LayerRange layers)
    {
        ArgumentNullException.ThrowIfNull(board);
        var cycles = _cycles[layers.Last + 1] - _cycles[layers.First] + (_cyclesPerByte * (BytesBefore(layers.First) + BytesBefore(layers.Last + 1)));
        var weights = _weights[layers.Last + 1] - _weights[layers.First];
        var seconds = cycles / board.ClockHertz;
        return new StageCost(
            seconds,
            seconds,
            (double)weights / board.MemoryBytes,
            weights > board.MemoryBytes ? new StageShortfall(ResourceKind.Memory, weights, board.MemoryBytes) : null);
    }
}
