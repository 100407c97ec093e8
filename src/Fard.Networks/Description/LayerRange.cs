namespace Fard.Networks.Description;

/// <summary>A contiguous range of a network's layers, both ends included, counted from 0: what one board computes.</summary>
public readonly record struct LayerRange(int First, int Last)
{
    public int Count => Last - First + 1;

    public override string ToString() => $"{First}..{Last}";
}
