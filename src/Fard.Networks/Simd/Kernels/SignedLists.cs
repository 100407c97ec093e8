namespace Fard.Networks.Simd.Kernels;

/// <summary>A list of columns to subtract, followed by a list of columns to add, both in whole units.</summary>
/// <param name="Start">Index of the first entry.</param>
/// <param name="MinusUnits">Units to subtract.</param>
/// <param name="PlusUnits">Units to add, behind them.</param>
internal readonly record struct SignedLists(int Start, int MinusUnits, int PlusUnits);
