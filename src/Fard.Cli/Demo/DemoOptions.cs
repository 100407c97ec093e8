namespace Fard.Cli.Demo;

/// <summary>What <c>fard demo</c> was asked to do.</summary>
/// <param name="Boards">Board processes to start.</param>
/// <param name="Jobs">Jobs that are measured.</param>
/// <param name="Images">Images of each job.</param>
/// <param name="Paced">Whether the emulated boards take the modelled boards' time.</param>
/// <param name="SplitAfter">The layers after which the network is cut, ascending; empty for one position.</param>
internal sealed record DemoOptions(int Boards, int Jobs, int Images, bool Paced, IReadOnlyList<int> SplitAfter)
{
    /// <summary>Pipeline positions that the cuts make.</summary>
    public int Positions => SplitAfter.Count + 1;

    /// <summary>Boards of each position; one each where nothing is said.</summary>
    public IReadOnlyList<int> Replicas { get; init; } = [.. Enumerable.Repeat(1, SplitAfter.Count + 1)];

    /// <summary>Boards that a job takes.</summary>
    public int BoardsOfJob => Replicas.Sum();
}
