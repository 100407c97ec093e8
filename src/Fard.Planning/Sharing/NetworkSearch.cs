using Fard.Planning.Partitioning;

namespace Fard.Planning.Sharing;

/// <summary>The search for plans of one of several networks.</summary>
internal sealed class NetworkSearch
{
    private readonly PartitionRequest _request;

    public NetworkSearch(PartitionRequest request, SharedNetwork network)
    {
        (_request, Network) = (request, network);
        Table = new StageTable(request);
        Search = new PartitionSearch(Table);
    }

    public SharedNetwork Network { get; }

    public StageTable Table { get; }

    public PartitionSearch Search { get; }

    /// <summary>The least interval on all boards.</summary>
    /// <exception cref="InfeasiblePlanException">There is no plan at all.</exception>
    public double BestAlone() => PartitionPlanner.Plan(_request).Value;

    /// <summary>Every interval that a plan can have.</summary>
    public double[] Intervals() => Search.Candidates(0, double.MaxValue);

    /// <summary>With which boards the network keeps to a limit on interval times weight, or to its target.</summary>
    public bool[] Usable(double limit) => Search.Usable(Network.TargetImagesPerSecond is { } target ? 1 / target : limit / Network.Weight);
}
