namespace Fard.Networks.BitPlanes;

/// <summary>The sums of all rows of a layer for one output pixel.</summary>
internal abstract class RowSums
{
    public abstract void Compute(int y, int x, Span<int> sums);
}
