namespace Fard.Cli.Inference;

/// <summary>Which executor computes in <c>fard infer</c>; all give the same bits.</summary>
internal enum ExecutorKind
{
    /// <summary>Vector instructions: the fast one.</summary>
    Simd,

    /// <summary>Scalar popcounts on bit planes.</summary>
    BitPlane,

    /// <summary>Plain loops: slow, and obviously right.</summary>
    Reference,
}
