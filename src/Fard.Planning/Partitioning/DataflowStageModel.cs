using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Resources;
using Fard.Planning.Timing;

namespace Fard.Planning.Partitioning;

/// <summary>A quantised network as dataflow kernels: a unit for every layer, time by <see cref="DataflowModel"/>, resources by <see cref="ResourceModel"/>.</summary>
/// <remarks>
/// The resource model describes 7-series fabric and is used for UltraScale+ boards as it is; their block RAM has the same shapes. A published overlay is the
/// better witness than the model: a network whose overlay is published for the board's FPGA (xc7z020) fits.
/// </remarks>
public sealed class DataflowStageModel(NetworkDescription network) : IStageModel
{
    private const string OverlayPart = "xc7z020";

    public string Name => network.Name;

    public int LayerCount => network.Layers.Length;

    public bool TimesAddUp => false;

    public string LayerName(int layer) => $"layer {layer}";

    public long BytesBefore(int layer) => network.StreamBefore(layer).BytesPerImage;

    public double LayerSeconds(BoardDescription board, int layer) => (double)network.Layers[layer].CyclesPerImage / board.ClockHertz;

    public StageCost CostOf(BoardDescription board, LayerRange layers)
    {
        ArgumentNullException.ThrowIfNull(board);
        var timing = DataflowModel.TimingOf(network, layers, board.ClockHertz);
        var used = UsedBy(board, layers);
        var capacity = ResourceVector.CapacityOf(board);
        var lacking = used.Amounts().Zip(capacity.Amounts(), (need, have) => new StageShortfall(need.Kind, need.Amount, have.Amount))
            .Where(resource => resource.Needed > resource.Available).MaxBy(resource => resource.Needed / Math.Max(resource.Available, 1));
        return new StageCost(
            (double)timing.IntervalCycles / board.ClockHertz, (double)timing.LatencyCycles / board.ClockHertz, used.ShareOf(capacity).Largest, lacking);
    }

    private ResourceVector UsedBy(BoardDescription board, LayerRange layers)
    {
        var isOverlay = layers == network.WholeRange && board.Part == OverlayPart && ReferenceEquals(network, NetworkCatalog.TryFind(network.Name));
        return isOverlay && PublishedUtilisation.Overlays.TryGetValue(network.Name, out var overlay) ? overlay : ResourceModel.Of(network, layers).FitTo(board);
    }
}
