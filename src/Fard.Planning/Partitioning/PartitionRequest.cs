using System.Collections.Immutable;

namespace Fard.Planning.Partitioning;

/// <summary>What to plan.</summary>
/// <param name="Model">The network.</param>
/// <param name="Boards">The boards there are; names are unique.</param>
/// <param name="Objective">What the plan is to be best at.</param>
public sealed record PartitionRequest(IStageModel Model, ImmutableArray<PlanningBoard> Boards, PartitionObjective Objective)
{
    public PartitionStrategy Strategy { get; init; } = PartitionStrategy.Automatic;

    /// <summary>Images of a job, for <see cref="PartitionObjective.ShortestResponse"/>.</summary>
    public int Images { get; init; } = 1;

    /// <summary>Images per second to reach, for <see cref="PartitionObjective.FewestBoards"/>.</summary>
    public double TargetImagesPerSecond { get; init; }

    /// <summary>
    /// Boards to divide the network over, for the objectives that take a given number of them; null for as many as there are boards and layers.
    /// </summary>
    public int? Stages { get; init; }

    /// <summary>Layers that have to be on a board: layer to board name.</summary>
    public ImmutableDictionary<int, string> Pins { get; init; } = ImmutableDictionary<int, string>.Empty;

    /// <summary>Names of boards that the plan must not use.</summary>
    public ImmutableHashSet<string> KeepFree { get; init; } = [];

    /// <summary>LUTs that the plan may take of each board; null for all.</summary>
    public int? MaxLuts { get; init; }

    /// <summary>Whether the objective divides over a given number of boards and never replicates a stage.</summary>
    internal bool DividesOnly =>
        Objective is PartitionObjective.LeastTransfer or PartitionObjective.BalancedResources or PartitionObjective.BalancedTime;
}
