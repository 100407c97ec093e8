using Fard.Hardware.Boards;
using Fard.Networks.Description;

namespace Fard.Planning.Partitioning;

/// <summary>What the search for partitions knows of a network: the cost of every range of layers on every board, and the bytes between layers.</summary>
public interface IStageModel
{
    /// <summary>The network's name.</summary>
    string Name { get; }

    /// <summary>Layers, or blocks that are never divided.</summary>
    int LayerCount { get; }

    /// <summary>
    /// Whether a stage takes at least the sum of its layers' times (one processor for all) and not that of its slowest (a unit per layer):
    /// lower bounds are tighter for the first.
    /// </summary>
    bool TimesAddUp { get; }

    /// <summary>What a layer is called in messages, such as <c>layer 3</c>.</summary>
    string LayerName(int layer);

    /// <summary>The cost of a range of layers as the kernel of one board.</summary>
    StageCost CostOf(BoardDescription board, LayerRange layers);

    /// <summary>Seconds per image that a layer by itself takes of any stage that it is in; for lower bounds.</summary>
    double LayerSeconds(BoardDescription board, int layer);

    /// <summary>Bytes of an image's stream into a layer; for <see cref="LayerCount"/>, of its result.</summary>
    long BytesBefore(int layer);
}
