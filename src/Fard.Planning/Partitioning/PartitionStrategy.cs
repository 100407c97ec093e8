namespace Fard.Planning.Partitioning;

/// <summary>
/// The shapes that a plan may have: the four of Johnson et al., "Reconfigurable Distributed FPGA Cluster Design for Deep Learning Accelerators" (eIT 2023 and
/// Information 16(4), 2025; their names, our reading of them), or any.
/// </summary>
public enum PartitionStrategy
{
    /// <summary>Whatever is best.</summary>
    Automatic,

    /// <summary>The whole network on every board used, different images on each.</summary>
    ScatterGather,

    /// <summary>Every layer has boards of its own, the heavy ones more.</summary>
    CoreAssignment,

    /// <summary>Consecutive segments, one board each.</summary>
    Pipeline,

    /// <summary>Two or more consecutive segments, each on one board or more.</summary>
    Fused,
}
