using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Networks.BitPlanes;

/// <summary>Row sums over a map of bits or ternary values.</summary>
internal sealed class PlaneRowSums(LayerDescription layer, LayerParameters parameters, PlaneMap input) : RowSums
{
    private readonly PlaneWeights _weights = new(parameters, layer.Input.Channels);
    private readonly ulong[] _sign = new ulong[layer.KernelSize * layer.KernelSize * input.WordsPerPixel];
    private readonly ulong[] _nonzero = new ulong[input.IsTernary ? layer.KernelSize * layer.KernelSize * input.WordsPerPixel : 0];

    public override void Compute(int y, int x, Span<int> sums)
    {
        Gather(input.Sign, y, x, _sign);
        if (input.IsTernary)
            Gather(input.Nonzero, y, x, _nonzero);

        switch (input.IsTernary, layer.Weights)
        {
            case (true, WeightFormat.Ternary):
                PlaneKernels.TernaryByTernary(_nonzero, _sign, _weights, sums);
                break;
            case (true, _):
                PlaneKernels.TernaryByBinary(_nonzero, _sign, _weights, sums);
                break;
            case (false, WeightFormat.Ternary):
                PlaneKernels.BitByTernary(_sign, _weights, sums);
                break;
            default:
                PlaneKernels.BitByBinary(_sign, _weights, layer.Accumulation == Accumulation.XnorPopcount ? 1 : 2, sums);
                break;
        }
    }

    private void Gather(ulong[] plane, int y, int x, ulong[] window)
    {
        var length = layer.KernelSize * input.WordsPerPixel;
        for (var ky = 0; ky < layer.KernelSize; ky++)
            plane.AsSpan(((y + ky) * input.Width + x) * input.WordsPerPixel, length).CopyTo(window.AsSpan(ky * length));
    }
}
