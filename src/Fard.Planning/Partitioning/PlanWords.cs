using System.Globalization;

namespace Fard.Planning.Partitioning;

/// <summary>How objectives and strategies are called on the command line and in reports.</summary>
public static class PlanWords
{
    public static string Word(this PartitionObjective objective) => objective switch
    {
        PartitionObjective.HighestThroughput => "throughput",
        PartitionObjective.ShortestResponse => "response",
        PartitionObjective.LeastTransfer => "least-transfer",
        PartitionObjective.BalancedResources => "balanced-resources",
        PartitionObjective.BalancedTime => "balanced-time",
        _ => "fewest-boards",
    };

    public static string Word(this PartitionStrategy strategy) => strategy switch
    {
        PartitionStrategy.ScatterGather => "scatter-gather",
        PartitionStrategy.CoreAssignment => "core-assignment",
        PartitionStrategy.Pipeline => "pipeline",
        PartitionStrategy.Fused => "fused",
        _ => "automatic",
    };

    /// <summary>A value of an objective with its unit.</summary>
    public static string Value(this PartitionObjective objective, double value) => objective switch
    {
        PartitionObjective.LeastTransfer => string.Create(CultureInfo.InvariantCulture, $"{value:#,0} bytes/image between boards"),
        PartitionObjective.BalancedResources => string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.##} % of the fullest board's scarcest resource"),
        PartitionObjective.FewestBoards => string.Create(CultureInfo.InvariantCulture, $"{value:0} boards"),
        PartitionObjective.ShortestResponse => string.Create(CultureInfo.InvariantCulture, $"{1000 * value:0.###} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{1000 * value:0.####} ms between images"),
    };
}
