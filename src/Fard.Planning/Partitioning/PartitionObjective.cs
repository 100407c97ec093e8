namespace Fard.Planning.Partitioning;

/// <summary>What the best plan is best at. A plan's value is lower for a better plan in all of them.</summary>
public enum PartitionObjective
{
    /// <summary>Most images per second; the value is the seconds between two images of the slowest stage. Of equals, fewest boards.</summary>
    HighestThroughput,

    /// <summary>The request's images done soonest; the value is their response time in seconds.</summary>
    ShortestResponse,

    /// <summary>Fewest bytes per image between boards (BNNsplit), on a given number of boards.</summary>
    LeastTransfer,

    /// <summary>The fullest board as empty as possible (the FARD paper), on a given number of boards; the value is its utilisation.</summary>
    BalancedResources,

    /// <summary>The slowest board as fast as possible without replicas (M-KUBOS), on a given number of boards; the value is its seconds per image.</summary>
    BalancedTime,

    /// <summary>Fewest boards for the request's target rate; the value is their number.</summary>
    FewestBoards,
}
