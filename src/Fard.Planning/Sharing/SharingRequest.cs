using System.Collections.Immutable;
using Fard.Planning.Partitioning;

namespace Fard.Planning.Sharing;

/// <summary>One of several networks on the same boards.</summary>
/// <param name="Model">The network.</param>
/// <param name="Weight">Its share beside the others' of what is left for those without a target: twice the weight, twice the images per second.</param>
/// <param name="TargetImagesPerSecond">The rate that it is given, neither more nor less; null: as much as its weight allows.</param>
public sealed record SharedNetwork(IStageModel Model, double Weight = 1, double? TargetImagesPerSecond = null);

/// <summary>Several networks at once on one set of boards, each board with a part of one of them.</summary>
/// <param name="Networks">At least one; names are unique.</param>
/// <param name="Boards">The boards there are.</param>
public sealed record SharingRequest(ImmutableArray<SharedNetwork> Networks, ImmutableArray<PlanningBoard> Boards)
{
    public PartitionStrategy Strategy { get; init; } = PartitionStrategy.Automatic;

    /// <summary>Images of a job of each, for the response that is reported.</summary>
    public int Images { get; init; } = 1;

    public ImmutableHashSet<string> KeepFree { get; init; } = [];

    public int? MaxLuts { get; init; }

    internal PartitionRequest Of(SharedNetwork network, ImmutableArray<PlanningBoard> boards) =>
        new(network.Model, boards, network.TargetImagesPerSecond is null ? PartitionObjective.HighestThroughput : PartitionObjective.FewestBoards)
        {
            Strategy = Strategy,
            Images = Images,
            TargetImagesPerSecond = network.TargetImagesPerSecond ?? 0,
            KeepFree = KeepFree.Intersect(boards.Select(board => board.Name)),
            MaxLuts = MaxLuts,
        };
}

/// <summary>Which boards each network gets, and its plan on them.</summary>
/// <param name="Plans">In the order of the networks: what was planned for it, with its boards, and the plan.</param>
/// <param name="Share">Images per second for a weight of 1 that every network without a target reaches or passes; null where all have targets.</param>
/// <param name="ShareBound">No sharing has a higher share: each network alone on all boards.</param>
public sealed record SharingPlan(ImmutableArray<(PartitionRequest Request, PartitionPlan Plan)> Plans, double? Share, double? ShareBound);
