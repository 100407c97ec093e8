using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Simd.Layout;

namespace Fard.Networks.Simd;

/// <summary>How one layer is computed, with its weights laid out for that. Immutable: executors on several threads share it.</summary>
internal sealed class LayerProgram
{
    public LayerProgram(LayerDescription layer, LayerParameters parameters, VectorWidth width)
    {
        (Layer, Parameters) = (layer, parameters);
        Orientation = LayerOrientations.Choose(layer, width);
        // Channels in lanes need no vector wider than the channels.
        Width = Orientation != LayerOrientation.Channels || layer.OutputChannels > 256 ? width
            : (VectorWidth)Math.Min((int)width, layer.OutputChannels > 128 ? 256 : 128);
        var vectorBytes = (int)Width / 8;
        switch (Orientation)
        {
            case LayerOrientation.FixedPoint:
                FixedPoint = new FixedPointLists(layer, parameters, vectorBytes);
                break;
            case LayerOrientation.Pixels:
                SourcePlanes = layer.Input.Element == ElementFormat.Bit ? 1 : 2;
                Columns = new ColumnLists(layer, parameters, SourcePlanes, SourcePlanes == 1 ? 16 : 8, vectorBytes);
                Thresholds = new RowThresholds(layer, parameters, SourcePlanes);
                break;
            case LayerOrientation.Channels:
                SourcePlanes = layer.Accumulation == Accumulation.XnorPopcount ? 1 : 2;
                Weights = new WeightPlanes(layer, parameters, SourcePlanes, vectorBytes);
                break;
        }
    }

    public LayerDescription Layer { get; }

    public LayerParameters Parameters { get; }

    public LayerOrientation Orientation { get; }

    public VectorWidth Width { get; }

    /// <summary>Planes of a counted column: 1 or 2.</summary>
    public int SourcePlanes { get; }

    public FixedPointLists? FixedPoint { get; }

    public ColumnLists? Columns { get; }

    public RowThresholds? Thresholds { get; }

    public WeightPlanes? Weights { get; }
}
