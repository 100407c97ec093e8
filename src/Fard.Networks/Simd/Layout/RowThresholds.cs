using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Simd.Kernels;

namespace Fard.Networks.Simd.Layout;

/// <summary>
/// A layer's thresholds for pixels in lanes, moved to what the lanes count and spread to mask words (<see cref="ThresholdMasks"/>).
/// </summary>
/// <remarks>
/// With p, m columns of weight +1, -1 and C = (their planes' bits added) - (those subtracted): ternary columns hold a + 1, so C = dot + p - m; binary columns
/// hold (a + 1) / 2, so 2 C = dot + p - m and C = agreeing bits - m.
/// </remarks>
internal sealed class RowThresholds
{
    public RowThresholds(LayerDescription layer, LayerParameters parameters, int planesPerColumn)
    {
        Planes = ThresholdMasks.PlanesFor(planesPerColumn * layer.Columns);
        PerRow = layer.ThresholdsPerRow;
        Masks = GC.AllocateArray<ulong>(layer.OutputChannels * PerRow * Planes, pinned: true);
        for (var row = 0; row < layer.OutputChannels; row++)
        {
            var (plus, minus) = (parameters.Weights(row).Count((sbyte)1), parameters.Weights(row).Count((sbyte)-1));
            for (var index = 0; index < PerRow; index++)
            {
                long threshold = parameters.Thresholds(row)[index];
                if (layer.Accumulation == Accumulation.XnorPopcount)
                    threshold -= minus;
                else
                    threshold = planesPerColumn == 2 ? threshold + plus - minus : (threshold + plus - minus) >> 1;
                for (var plane = 0; plane < Planes; plane++)
                    Masks[(row * PerRow + index) * Planes + plane] = ThresholdMasks.IsSet(threshold, plane, Planes) ? ulong.MaxValue : 0;
            }
        }
    }

    /// <summary>Planes of a lane's number.</summary>
    public int Planes { get; }

    public int PerRow { get; }

    /// <summary><see cref="Planes"/> words a threshold, the thresholds of a row behind each other.</summary>
    public ulong[] Masks { get; }
}
