using System.Collections.Immutable;

namespace Fard.Actors.Applications;

/// <summary>An application as data: a network, split into the positions of a pipeline.</summary>
/// <param name="Name">Name that jobs are submitted to.</param>
/// <param name="Network">Name of the network.</param>
/// <param name="Positions">The positions in the order of the data's flow; together they compute every layer once.</param>
public sealed record ApplicationDescription(string Name, string Network, ImmutableArray<PositionDescription> Positions)
{
    /// <summary>Bytes of one packed input image.</summary>
    public int InputBytesPerImage => Positions[0].InputBytesPerImage;

    /// <summary>Bytes of one packed result.</summary>
    public int OutputBytesPerImage => Positions[^1].OutputBytesPerImage;

    /// <summary>Most images of one job.</summary>
    public int MaxImages { get; init; } = 100_000;

    /// <summary>Images of a chunk; 1 lets the positions overlap most.</summary>
    public int ChunkImages { get; init; } = 1;

    /// <summary>Most jobs of this application that wait for boards.</summary>
    public int MaxQueue { get; init; } = 256;

    /// <summary>How long a job may wait for boards.</summary>
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a job may run once it has its boards, where the client does not say.</summary>
    public TimeSpan JobTimeout { get; init; } = TimeSpan.FromMinutes(10);
}
